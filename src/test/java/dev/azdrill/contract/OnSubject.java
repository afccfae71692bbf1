package dev.azdrill.contract;

import dev.azdrill.contract.Tally.Outcome;
import dev.azdrill.platform.Capabilities;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Runs sentences against the subject of this run and compares what came of them with what is
 * listed: a listed deviation that occurs is skipped with its reason, one that does not is red.
 */
final class OnSubject implements ParameterResolver, InvocationInterceptor {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(OnSubject.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Subject.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(OURS)
        .computeIfAbsent(Subject.class, type -> subject(context), Subject.class);
  }

  private static Subject subject(ExtensionContext context) {
    return new Subject(Stage.of(context), Sentence.of(context.getRequiredTestMethod()));
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    Stage stage = Stage.of(context);
    Sentence sentence = Sentence.of(method.getExecutable());
    long began = System.nanoTime();
    try {
      judge(stage, sentence, () -> run(stage, sentence, invocation, context));
      stage.tally().count(Outcome.HELD, sentence, "", System.nanoTime() - began);
    } catch (Deviates deviates) {
      String why = String.valueOf(deviates.getMessage());
      stage.tally().count(Outcome.DEVIATED, sentence, why, System.nanoTime() - began);
      throw deviates;
    } catch (TestAbortedException lacking) {
      String why = String.valueOf(lacking.getMessage());
      stage.tally().count(Outcome.SKIPPED, sentence, why, System.nanoTime() - began);
      throw lacking;
    } catch (Throwable failure) {
      stage.tally().count(Outcome.FAILED, sentence, failure.toString(), System.nanoTime() - began);
      throw failure;
    }
  }

  private interface Attempt {
    void run() throws Throwable;
  }

  /** A listed deviation that occurred. */
  private static final class Deviates extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    Deviates(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static void judge(Stage stage, Sentence sentence, Attempt attempt) throws Throwable {
    String listed = stage.expected().deviation(sentence).orElse("");
    String line =
        "the line " + sentence.id() + " of " + stage.candidate().label() + " in deviations.yaml";
    try {
      attempt.run();
    } catch (TestAbortedException lacking) {
      if (listed.isEmpty()) {
        throw lacking;
      }
      throw new AssertionError(
          "a sentence that cannot run here deviates from nothing ("
              + lacking.getMessage()
              + "): remove "
              + line,
          lacking);
    } catch (Throwable failure) {
      if (listed.isEmpty()) {
        throw failure;
      }
      throw new Deviates("deviates: " + listed + " · saw: " + failure.getMessage(), failure);
    }
    if (!listed.isEmpty()) {
      throw new AssertionError(
          "no longer deviates on " + stage.candidate().label() + ": remove " + line);
    }
  }

  private static void run(
      Stage stage, Sentence sentence, Invocation<Void> invocation, ExtensionContext context)
      throws Throwable {
    Capabilities capabilities = stage.platform().capabilities();
    try {
      capabilities.require(sentence.services());
      sentence.abilities().forEach(capabilities::require);
    } catch (TestAbortedException lacking) {
      invocation.skip();
      throw lacking;
    }
    Subject subject = context.getStore(OURS).get(Subject.class, Subject.class);
    try {
      invocation.proceed();
    } catch (Throwable failure) {
      subject.clean().forEach(left -> failure.addSuppressed(new AssertionError(left)));
      throw failure;
    }
    List<String> left = subject.clean();
    if (!left.isEmpty()) {
      throw new AssertionError("the sentence held, and left something behind: " + left);
    }
  }
}
