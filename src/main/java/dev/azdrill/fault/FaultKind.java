package dev.azdrill.fault;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Ability;
import dev.azdrill.session.AwsAction;
import dev.azdrill.text.Resemblance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A kind of fault: the word by which files and the command line name it, what it is told, and what
 * people should know of it. Those of azdrill's own stand beside their faults; users announce theirs
 * through a {@link FaultProvider}.
 *
 * @param <F> the class of its faults
 * @param word such as {@code zone-power-loss}
 * @param type the class of its faults
 * @param does what it does, a sentence
 * @param undoneBy what takes it back, for people: {@code starting it again}
 * @param lasting what stays different although it was taken back, for people; empty when nothing
 *     does
 * @param recovery when clients are expected to recover
 * @param parameters in the order in which they are written
 * @param rules what must hold between them
 * @param make a fault from valid arguments
 * @param arguments those from which a fault can be made again
 * @param sentences how steps of features inject one; without, the step {@code the fault {string} is
 *     injected} does
 */
public record FaultKind<F extends Fault>(
    String word,
    Class<F> type,
    String does,
    String undoneBy,
    Optional<String> lasting,
    ExpectedRecovery recovery,
    List<FaultParameter> parameters,
    List<ParameterRule> rules,
    Function<FaultArguments, F> make,
    Function<F, FaultArguments> arguments,
    List<FaultSentence> sentences) {
  public FaultKind {
    parameters = List.copyOf(parameters);
    rules = List.copyOf(rules);
    sentences = List.copyOf(sentences);
  }

  /** One without a sentence of its own, after which nothing stays different. */
  public FaultKind(
      String word,
      Class<F> type,
      String does,
      String undoneBy,
      ExpectedRecovery recovery,
      List<FaultParameter> parameters,
      List<ParameterRule> rules,
      Function<FaultArguments, F> make,
      Function<F, FaultArguments> arguments) {
    this(
        word,
        type,
        does,
        undoneBy,
        Optional.empty(),
        recovery,
        parameters,
        rules,
        make,
        arguments,
        List.of());
  }

  /** One that is told a single thing. */
  public static <F extends Fault> FaultKind<F> of(
      String word,
      Class<F> type,
      String does,
      String undoneBy,
      ExpectedRecovery recovery,
      FaultParameter parameter,
      Function<String, F> make,
      Function<F, String> argument) {
    String key = parameter.key();
    return new FaultKind<>(
        word,
        type,
        does,
        undoneBy,
        recovery,
        List.of(parameter),
        List.of(),
        given -> make.apply(given.text(key)),
        fault -> FaultArguments.of(key, argument.apply(fault)));
  }

  /**
   * The same, injected by these sentences too. Whoever announces a fault with a sentence brings the
   * step definition along: a method in the glue whose annotation has the same expression.
   */
  public FaultKind<F> saidAs(FaultSentence... all) {
    return new FaultKind<>(
        word,
        type,
        does,
        undoneBy,
        lasting,
        recovery,
        parameters,
        rules,
        make,
        arguments,
        List.of(all));
  }

  /** The same, after which this stays different although it was taken back. */
  public FaultKind<F> leaving(String different) {
    return new FaultKind<>(
        word,
        type,
        does,
        undoneBy,
        Optional.of(different),
        recovery,
        parameters,
        rules,
        make,
        arguments,
        sentences);
  }

  /** What a platform must be able to do for it, beside answering AWS's API; empty for nothing. */
  public Optional<Ability> needs() {
    return of(FaultArguments.NONE).needs();
  }

  /** The calls of AWS's API by which its act changes something. */
  public Set<AwsAction> apiCalls() {
    return of(FaultArguments.NONE).apiCalls();
  }

  /** How true it is there; what a platform lacks is known only by asking it. */
  public Fidelity fidelity(Fidelity.Place place) {
    if (place == Fidelity.Place.SIMULATOR) {
      return Fidelity.SIMULATED;
    }
    return needs().map(FaultKind::whereCompleted).orElse(Fidelity.CONTROL_PLANE);
  }

  private static Fidelity whereCompleted(Ability needed) {
    if (needed == Ability.API_IMPAIRMENT) {
      return Fidelity.COMPLETED_SERVICES;
    }
    return needed == Ability.ZONE_POWER ? Fidelity.ASSISTED : Fidelity.SIMULATED;
  }

  /** The keys of its parameters. */
  public List<String> keys() {
    return parameters.stream().map(FaultParameter::key).toList();
  }

  /** The parameter of this key; empty when it has none. */
  public Optional<FaultParameter> parameter(String key) {
    return parameters.stream().filter(each -> each.key().equals(key)).findFirst();
  }

  /**
   * The fault that is told this.
   *
   * @throws FaultArgumentException when it cannot be told this
   */
  public F of(FaultArguments given) {
    for (String key : given.values().keySet()) {
      if (parameter(key).isEmpty()) {
        throw new FaultArgumentException(
            Optional.of(key),
            parameters.isEmpty()
                ? "nothing to be told to " + word
                : "one of " + String.join(", ", keys()),
            "'" + key + "'",
            Resemblance.advice(key, keys(), "remove it"));
      }
    }
    for (ParameterRule rule : rules) {
      if (!rule.admits(given.values().keySet())) {
        throw new FaultArgumentException(
            Optional.empty(),
            rule.words(),
            String.join(", ", given.values().keySet()),
            "remove one of them");
      }
    }
    return make.apply(complete(given));
  }

  private FaultArguments complete(FaultArguments given) {
    FaultArguments complete = FaultArguments.NONE;
    for (FaultParameter each : parameters) {
      Optional<String> value = given.maybe(each.key());
      value.ifPresent(text -> require(each, text));
      complete = complete.and(each.key(), value.or(each::otherwise));
    }
    return complete;
  }

  private static void require(FaultParameter parameter, String text) {
    if (!parameter.type().admits(text)) {
      List<String> words = parameter.type().accept(new ParameterWords());
      throw FaultArgumentException.of(
          parameter.key(),
          parameter.type(),
          text,
          Resemblance.advice(text, words, "write one of these"));
    }
  }

  /** The arguments from which a fault of this kind can be made again. */
  public FaultArguments argumentsOf(Fault fault) {
    return arguments.apply(type.cast(fault));
  }

  /** The names of things in the stack that it is told, and the words that leave them open. */
  public Stream<String> names(Fault fault) {
    return Stream.of(SubjectKind.values()).flatMap(each -> names(fault, each));
  }

  /** The same of this kind of things alone. */
  public Stream<String> names(Fault fault, SubjectKind kind) {
    FaultArguments told = argumentsOf(fault);
    return parameters.stream()
        .filter(each -> each.type().equals(new ParameterType.Subject(kind)))
        .flatMap(each -> told.maybe(each.key()).stream());
  }

  /**
   * The same fault, with what its names mean in this stack.
   *
   * @throws FaultException when one is left open and the stack has none
   */
  public F resolve(Fault fault, Inventory stack) {
    return resolve(fault, stack, kind -> true);
  }

  /** The same of these kinds of things alone. */
  F resolve(Fault fault, Inventory stack, Predicate<SubjectKind> kinds) {
    Map<String, String> chosen = new LinkedHashMap<>(argumentsOf(fault).values());
    for (FaultParameter each : parameters) {
      if (each.type() instanceof ParameterType.Subject subject && kinds.test(subject.kind())) {
        chosen.computeIfPresent(each.key(), (key, name) -> OpenSubject.resolve(name, stack));
      }
    }
    return of(new FaultArguments(chosen));
  }

  /** As it is typed: {@code zone-power-loss:zone=eu-west-2a}. */
  public String words(Fault fault) {
    List<String> words = new ArrayList<>(List.of(word));
    argumentsOf(fault).values().forEach((key, value) -> words.add(key + "=" + value));
    return String.join(":", words);
  }
}
