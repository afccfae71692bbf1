package dev.azdrill.drill.file;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Limits;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.StopCondition;
import dev.azdrill.drill.TargetLimit;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultArguments;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultParameter;
import dev.azdrill.fault.ParameterType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Drills of all kinds, as a file can hold them. */
public final class RandomDrills extends DomainContextBase {
  @Provide
  Arbitrary<Drill> drills() {
    Arbitrary<Drill> all =
        Arbitraries.oneOf(
            Combinators.combine(
                    names(),
                    faults(),
                    timed().list().ofMaxSize(6),
                    timed().list().ofMaxSize(3),
                    wanted())
                .as(Drill::of),
            Combinators.combine(names(), steps(), wanted())
                .as((name, steps, wanted) -> new Drill(name, steps, wanted)));
    return Combinators.combine(all, guards()).as((drill, guards) -> drill.with(guards));
  }

  private static Arbitrary<Guards> guards() {
    Arbitrary<TargetLimit> targets =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 999_999).map(each -> new TargetLimit(each, false)),
            Arbitraries.integers().between(0, 100).map(each -> new TargetLimit(each, true)));
    Arbitrary<Limits> limits =
        Combinators.combine(
                Arbitraries.integers().greaterOrEqual(1).optional(0.3),
                targets.optional(0.3),
                Arbitraries.integers().greaterOrEqual(1).map(Duration::ofMinutes).optional(0.3))
            .as(Limits::new);
    Arbitrary<StopCondition> stops =
        Arbitraries.oneOf(
            names().map(StopCondition.AlarmNotOk::new),
            Combinators.combine(
                    Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal("99.999999999"))
                        .ofScale(9),
                    durations().filter(each -> !each.isZero()))
                .as(StopCondition.ErrorRate::new));
    return Combinators.combine(limits, stops.list().ofMaxSize(2)).as(Guards::new);
  }

  private static Arbitrary<List<DrillStep>> steps() {
    Arbitrary<DrillStep> disturbing =
        Arbitraries.oneOf(
            faults().map(DrillStep.Inject::new),
            Arbitraries.integers().between(1, 1_000_000).map(DrillStep.Load::new));
    Arbitrary<DrillStep> any =
        Arbitraries.oneOf(
            List.of(
                disturbing,
                timed().map(DrillStep.Expect::new),
                timed()
                    .filter(each -> each.within().filter(time -> !time.isZero()).isPresent())
                    .map(DrillStep.ExpectMissed::new),
                Arbitraries.just(new DrillStep.Undo()),
                durations()
                    .filter(each -> !each.isZero())
                    .filter(each -> each.compareTo(DrillStep.Pause.LONGEST) <= 0)
                    .map(DrillStep.Pause::new)));
    return Combinators.combine(
            any.list().ofMaxSize(4),
            disturbing,
            Arbitraries.of(false, true),
            any.list().ofMaxSize(4))
        .as(
            (before, first, undone, after) -> {
              List<DrillStep> all = new ArrayList<>(before);
              all.add(first);
              if (undone && first instanceof DrillStep.Inject inject) {
                all.add(new DrillStep.Undo(FaultCatalogue.of(inject.fault()).map(FaultKind::word)));
              }
              all.addAll(after);
              return all;
            });
  }

  private static Arbitrary<String> names() {
    return Arbitraries.oneOf(
            Arbitraries.strings().all().ofMinLength(1).ofMaxLength(40),
            Arbitraries.strings().withChars("abZ 09-:#'\"\\{}[]!&*%@`,|>?~=").ofMaxLength(30),
            Arbitraries.of(
                "true",
                "null",
                "~",
                "42",
                "1e3",
                "0x1F",
                "yes",
                "Zone a is lost at peak load",
                "a: b",
                "- a",
                "a #b",
                "\ud83d\ude00 zone",
                "a\u200bb",
                "x".repeat(Drill.NAME_MAX)))
        .filter(Drill::isName);
  }

  private static Arbitrary<String> instances() {
    return Arbitraries.oneOf(
        Arbitraries.just("any-instance"), hex(8).map("i-"::concat), hex(17).map("i-"::concat));
  }

  private static Arbitrary<String> hex(int length) {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(length);
  }

  private static Arbitrary<String> zones() {
    return Arbitraries.of(
        "eu-west-2a",
        "eu-west-2b",
        "us-gov-east-1c",
        "us-west-2-lax-1a",
        "any-zone",
        "primary-zone");
  }

  private static Arbitrary<String> databases() {
    return Arbitraries.of("any-database", "production-db", "d", "true", "A1", "x".repeat(63));
  }

  /** Of every kind, told whatever it may be told. */
  private static Arbitrary<Fault> faults() {
    return Arbitraries.of(FaultCatalogue.own())
        .flatMap(kind -> arguments(kind).map(given -> (Fault) kind.of(given)))
        .withoutEdgeCases();
  }

  private static Arbitrary<FaultArguments> arguments(FaultKind<?> kind) {
    Arbitrary<FaultArguments> all = Arbitraries.just(FaultArguments.NONE);
    for (FaultParameter each : kind.parameters()) {
      all =
          Combinators.combine(all, each.type().accept(new RandomArgument()).optional(0.6))
              .as((given, value) -> given.and(each.key(), value));
    }
    return all.map(given -> admitted(kind, given));
  }

  /** The same, or nothing where a rule forbids it. */
  private static FaultArguments admitted(FaultKind<?> kind, FaultArguments given) {
    return kind.rules().stream().allMatch(each -> each.admits(given.values().keySet()))
        ? given
        : FaultArguments.NONE;
  }

  /** What may stand under a parameter. */
  private record RandomArgument() implements ParameterType.Reader<Arbitrary<String>> {
    @Override
    public Arbitrary<String> subject(ParameterType.Subject type) {
      return switch (type.kind()) {
        case INSTANCE -> instances();
        case ZONE -> zones();
        case DATABASE -> databases();
        case SECURITY_GROUP ->
            Arbitraries.oneOf(hex(17).map("sg-"::concat), Arbitraries.just("application-group"));
      };
    }

    @Override
    public Arbitrary<String> whole(ParameterType.Whole type) {
      return Arbitraries.integers().between(type.min(), type.max()).map(String::valueOf);
    }

    @Override
    public Arbitrary<String> amount(ParameterType.Amount type) {
      return Arbitraries.oneOf(
          Arbitraries.integers().between(1, 100_000).map(String::valueOf),
          Arbitraries.integers().between(1, 100).map(each -> each + "%"),
          Arbitraries.just("all"));
    }

    @Override
    public Arbitrary<String> choice(ParameterType.Choice type) {
      return Arbitraries.of(type.options());
    }

    @Override
    public Arbitrary<String> operation(ParameterType.Operation type) {
      return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(63).map("D"::concat);
    }
  }

  private static Arbitrary<Expectation> expectations() {
    Arbitrary<Set<String>> lost =
        Arbitraries.oneOf(instances(), zones()).set().ofMaxSize(3).map(Set::copyOf);
    return Arbitraries.oneOf(
        List.of(
            instances().map(Expectation.TargetEvicted::new),
            zones().map(Expectation.ZoneEvicted::new),
            instances().set().ofMaxSize(3).map(Expectation.CapacityRestored::new),
            zones().map(Expectation.CapacityOutsideZone::new),
            lost.map(Expectation.TargetsHealthy::new),
            zones().map(Expectation.PrimaryOutsideZone::new),
            Arbitraries.integers().greaterOrEqual(1).map(Expectation.CapacityAtLeast::new),
            Arbitraries.integers().greaterOrEqual(0).map(Expectation.CapacityExactly::new),
            Arbitraries.of(
                new Expectation.DatabaseFailedOver(),
                new Expectation.DatabaseRedundant(),
                new Expectation.ClientsServed(),
                new Expectation.ClientsSeeErrors(),
                new Expectation.InstancesSpread(),
                new Expectation.SteadyState())));
  }

  private static Arbitrary<TimedExpectation> timed() {
    return Combinators.combine(expectations(), durations().optional()).as(TimedExpectation::new);
  }

  private static Arbitrary<Duration> durations() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 7200).map(Duration::ofSeconds),
        Arbitraries.longs().between(0, 3_600_000_000L).map(Duration::ofSeconds),
        Arbitraries.longs().between(0, 3_600_000L).map(Duration::ofMillis),
        Arbitraries.of(Duration.ZERO, Duration.ofNanos(1)));
  }

  private static Arbitrary<Objectives> wanted() {
    Arbitrary<BigDecimal> percents =
        Arbitraries.bigDecimals()
            .between(BigDecimal.valueOf(1, 9), BigDecimal.valueOf(100))
            .ofScale(9);
    return Combinators.combine(
            durations().optional(0.5),
            Arbitraries.integers().greaterOrEqual(0).optional(0.5),
            percents.optional(0.5),
            durations().optional(0.5),
            Arbitraries.of(false, true))
        .as(Objectives::new);
  }
}
