package dev.azdrill.contract;

import dev.azdrill.platform.Ability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a subject must have for a sentence, or for all sentences of a class. Where it lacks some of
 * it, the sentence is skipped with what the subject said.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface Needs {
  /** Services, by the name that requests are signed for. */
  String[] value() default {};

  /** What else. */
  Ability[] abilities() default {};
}
