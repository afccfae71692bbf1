package dev.azdrill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.azdrill.simulator.world.AwsError;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the simulator's refusals come from. */
class RefusalsTest {
  private static final String ROOMS = "dev.azdrill.simulator..";

  /** What the parameter of a factory is called that takes any sentence. */
  private static final Set<String> SENTENCES =
      Set.of("message", "sentence", "reason", "hint", "text");

  @Test
  void refusals_are_made_in_the_errors_class_of_their_room_alone() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Errors")
        .and()
        .doNotBelongToAnyOf(AwsError.class)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "AwsError.of or its constructor is called, or referred to",
                RefusalsTest::makesRefusal))
        .because("a refusal has one name, and its code and its words stand in one place")
        .check(ProductClasses.ALL);
  }

  private static boolean makesRefusal(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(AwsError.class)
        && Set.of("of", "<init>").contains(access.getName());
  }

  @Test
  void a_refusal_is_asked_for_by_its_name_and_not_by_a_sentence() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(ROOMS)
        .and()
        .areDeclaredInClassesThat()
        .haveSimpleNameEndingWith("Errors")
        .and()
        .haveRawReturnType(AwsError.class)
        .and()
        .areNotPrivate()
        .should(takeNoSentence())
        .because(
            "what takes any sentence is private: else the same refusal is worded anew at each site,"
                + " and nobody can list what a room refuses")
        .check(ProductClasses.ALL);
  }

  private static ArchCondition<JavaMethod> takeNoSentence() {
    return new ArchCondition<>("take values, and no parameter called one of " + SENTENCES) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Arrays.stream(method.reflect().getParameters())
            .filter(each -> SENTENCES.contains(each.getName()))
            .forEach(
                each ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " takes a " + each.getName())));
      }
    };
  }
}
