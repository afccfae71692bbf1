package dev.azdrill.fault;

import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.text.Trouble;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;

/** Every kind of fault that has a word: azdrill's own, then those of {@link FaultProvider}s. */
public final class FaultCatalogue {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final List<FaultKind<?>> OWN =
      List.of(
          InstanceTermination.KIND,
          InstanceStop.KIND,
          ApplicationHang.KIND,
          ApplicationCutOff.KIND,
          InstanceReboot.KIND,
          DatabaseCutOff.KIND,
          NatGatewayLoss.KIND,
          DefaultRouteLoss.KIND,
          InternetGatewayRouteLoss.KIND,
          ZoneNetworkIsolation.KIND,
          ZonePartition.KIND,
          DatabaseUnreachable.KIND,
          LoadBalancerZoneLoss.KIND,
          TargetsDeregistered.KIND,
          HealthCheckMisconfigured.KIND,
          ScalingProcessesSuspended.KIND,
          BadLaunchTemplate.KIND,
          ZonePowerLoss.KIND,
          ZoneCapacityLoss.KIND,
          DatabaseFailover.KIND,
          DatabaseRestart.KIND,
          ApplicationErrors.KIND,
          ApplicationSlowness.KIND,
          ZoneLatency.KIND,
          ZonePacketLoss.KIND,
          BadBoot.KIND,
          DatabaseStorageFull.KIND,
          CertificateExpiry.KIND,
          ZonalShift.KIND,
          CpuSurge.KIND,
          ApiThrottling.KIND,
          ApiErrors.KIND,
          ApiLatency.KIND);

  private static final Loaded ALL = Loaded.of(OWN);

  private FaultCatalogue() {}

  /**
   * All of them, azdrill's own first.
   *
   * @throws FaultProviderException when a provider on the class path cannot be used
   */
  public static List<FaultKind<?>> all() {
    requireUsable();
    return ALL.kinds();
  }

  /**
   * Requires that every provider on the class path can be used: asked before anything is made.
   *
   * @throws FaultProviderException when one cannot
   */
  public static void requireUsable() {
    ALL.trouble()
        .ifPresent(
            why -> {
              throw new FaultProviderException(why);
            });
  }

  /** Those that azdrill brings along. */
  public static List<FaultKind<?>> own() {
    return OWN;
  }

  /** Their words. */
  public static List<String> words() {
    return all().stream().map(FaultKind::word).toList();
  }

  /** The kind of this word; empty when there is none. */
  public static Optional<FaultKind<?>> named(String word) {
    return all().stream().filter(each -> each.word().equals(word)).findFirst();
  }

  /** The kind of a fault; empty when it has no word. */
  public static Optional<FaultKind<?>> of(Fault fault) {
    return all().stream().filter(each -> each.type().isInstance(fault)).findFirst();
  }

  /**
   * The fault that a step of a feature says.
   *
   * @param expression one of {@link FaultKind#sentences}
   * @param values of its placeholders, in their order
   * @throws FaultArgumentException when a value cannot stand there
   * @throws IllegalArgumentException when no fault is said so
   */
  public static Fault said(String expression, List<String> values) {
    for (FaultKind<?> kind : all()) {
      for (FaultSentence sentence : kind.sentences()) {
        if (sentence.expression().equals(expression)) {
          return kind.of(sentence.arguments(values));
        }
      }
    }
    throw new IllegalArgumentException(
        "expected the sentence of a fault of the catalogue, saw " + Printable.quoted(expression));
  }

  /**
   * The fault that is typed as {@code word} or {@code word:key=value:key=value}.
   *
   * @throws FaultArgumentException when none is
   */
  public static Fault parse(String text) {
    String[] parts = text.split(":", -1);
    FaultKind<?> kind =
        named(parts[0])
            .orElseThrow(
                () ->
                    new FaultArgumentException(
                        Optional.empty(),
                        "one of " + String.join(", ", words()),
                        Printable.quoted(parts[0]),
                        advice(parts[0])));
    FaultArguments given = FaultArguments.NONE;
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 1 || equals == parts[i].length() - 1) {
        throw new FaultArgumentException(
            Optional.of(kind.word()),
            "key=value",
            Printable.quoted(parts[i]),
            "write it as in " + kind.word() + example(kind));
      }
      String key = parts[i].substring(0, equals);
      if (given.maybe(key).isPresent()) {
        throw new FaultArgumentException(
            Optional.of(kind.word()), "each key once", key + " twice", "remove one of the two");
      }
      given = given.and(key, parts[i].substring(equals + 1));
    }
    return kind.of(given);
  }

  /** Of what is no fault: parameters stand after colons, not after spaces, commas or brackets. */
  private static String advice(String seen) {
    Optional<FaultKind<?>> begun =
        all().stream().filter(each -> seen.matches(each.word() + "[^a-z0-9-].*")).findFirst();
    if (begun.isPresent()) {
      return "write it as in " + begun.get().word() + example(begun.get());
    }
    return seen.contains("=")
        ? "a parameter follows its fault after a colon, as in FAULT:" + seen
        : Resemblance.advice(seen, words(), "see azdrill faults");
  }

  private static String example(FaultKind<?> kind) {
    return kind.parameters().stream()
        .findFirst()
        .map(each -> ":" + each.key() + "=" + each.otherwise().orElse("…"))
        .orElse(", without anything after it");
  }

  /**
   * What was found on the class path.
   *
   * @param trouble why a provider cannot be used, a sentence; the kinds are incomplete then
   */
  private record Loaded(List<FaultKind<?>> kinds, Optional<String> trouble) {
    static Loaded of(List<FaultKind<?>> own) {
      List<FaultKind<?>> all = new ArrayList<>(own);
      try {
        ServiceLoader.load(FaultProvider.class).forEach(each -> all.addAll(each.kinds()));
        return new Loaded(List.copyOf(all), unfit(all));
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        return new Loaded(
            own,
            Optional.of(
                "expected fault providers that can be loaded, saw: "
                    + Trouble.of(e)
                    + ": mend the class that META-INF/services/"
                    + FaultProvider.class.getName()
                    + " names, or remove its name there"));
      }
    }

    private static Optional<String> unfit(List<FaultKind<?>> all) {
      Set<String> words = new HashSet<>();
      return all.stream()
          .filter(each -> !WORD.matcher(each.word()).matches() || !words.add(each.word()))
          .findFirst()
          .map(
              each ->
                  "expected faults with words of their own such as zone-power-loss, saw "
                      + Printable.quoted(each.word())
                      + " of "
                      + each.type().getName()
                      + ": change it");
    }
  }
}
