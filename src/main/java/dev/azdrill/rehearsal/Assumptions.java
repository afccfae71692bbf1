package dev.azdrill.rehearsal;

import dev.azdrill.inventory.GroupLaunches;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.LaunchHooks;
import dev.azdrill.platform.simulator.TwinAssumptions;
import dev.azdrill.text.DurationText;
import dev.azdrill.topology.Application;
import dev.azdrill.topology.OutsideService;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlDocument;
import dev.azdrill.yaml.YamlFile;
import dev.azdrill.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is assumed of a stack because no AWS API tells it. As a file:
 *
 * <pre>{@code
 * application:
 *   boot: 45s
 *   capacity: 120
 *   outbound: [payments.example.com:443]
 * lifecycle-hooks: 60s
 * irrelevant: [eni-0123456789abcdef0]
 * }</pre>
 *
 * @param boot how long the application takes from when its instance runs until it answers, up to an
 *     hour; empty for the simulator's own
 * @param application what it serves and needs, where its instances do not say it by their tags
 * @param hooks how long whoever completes the lifecycle hooks of launches takes, from 1 s to two
 *     hours; empty where nobody does before they time out
 * @param irrelevant the ids of what is not in the twin and does not matter for what is drilled, as
 *     the user says
 */
public record Assumptions(
    Optional<Duration> boot,
    Application application,
    Optional<Duration> hooks,
    List<String> irrelevant) {
  /** Nobody said anything. */
  public static final Assumptions NONE =
      new Assumptions(Optional.empty(), Application.UNKNOWN, Optional.empty(), List.of());

  private static final String NOUN = "a file of assumptions";
  private static final String HOOKS = "lifecycle-hooks";
  private static final Duration BOOT_MAX = Duration.ofHours(1);
  private static final Duration HOOKS_MAX = Duration.ofHours(2);

  public Assumptions {
    irrelevant = List.copyOf(irrelevant);
  }

  /**
   * Those in a file.
   *
   * @throws DocumentException when it is something else, with file, line and column
   */
  public static Assumptions read(Path file) {
    return parse(file.toString(), new YamlFile(file, NOUN, List.of()).text());
  }

  /**
   * Those in this text.
   *
   * @param file how errors call it
   * @throws DocumentException when it is something else, with file, line and column
   */
  public static Assumptions parse(String file, String text) {
    YamlDocument document = YamlDocument.parse(file, NOUN, text);
    try {
      Section section = Section.of(document.root(), "application", HOOKS, "irrelevant");
      Optional<List<String>> irrelevant =
          section.maybe("irrelevant", list -> Section.elements(list, Section::string));
      Optional<Duration> hooks = section.maybe(HOOKS, Assumptions::hooks);
      Assumptions assumed =
          irrelevant.isPresent() || hooks.isPresent()
              ? section.maybe("application", Assumptions::application).orElse(NONE)
              : section.entry("application", Assumptions::application);
      return new Assumptions(
          assumed.boot(), assumed.application(), hooks, irrelevant.orElse(List.of()));
    } catch (DocumentException e) {
      throw document.placed(e);
    }
  }

  private static Assumptions application(YamlNode node) {
    Section section = Section.of(node, "boot", "capacity", "outbound");
    return new Assumptions(
        section.maybe("boot", Assumptions::boot),
        new Application(
            section.maybeInteger("capacity"),
            section
                .maybe("outbound", list -> Section.elements(list, OutsideService::read))
                .orElse(List.of())),
        Optional.empty(),
        List.of());
  }

  private static Duration boot(YamlNode node) {
    return atMost(BOOT_MAX, Section.duration(node));
  }

  /** AWS counts the heartbeats of hooks in whole seconds. */
  private static Duration hooks(YamlNode node) {
    Duration took = atMost(HOOKS_MAX, Section.duration(node));
    if (took.toSeconds() < 1 || took.toNanosPart() != 0) {
      throw new DocumentException(
          "", "whole seconds, one at least", DurationText.of(took), "write 1s or more");
    }
    return took;
  }

  private static Duration atMost(Duration most, Duration given) {
    if (given.compareTo(most) > 0) {
      throw new DocumentException(
          "", "at most " + DurationText.of(most), DurationText.of(given), "shorten it");
    }
    return given;
  }

  TwinAssumptions ofTwin() {
    return new TwinAssumptions(
        boot,
        application.capacity().isPresent()
            ? Optional.of(application.capacity().getAsInt())
            : Optional.empty(),
        application.outbound().stream().map(OutsideService::toString).toList());
  }

  /**
   * What is described, with the lifecycle hooks of launches as somebody completes them: where
   * nothing is said of that, as it is described.
   */
  public Inventory on(Inventory described) {
    return hooks
        .map(
            took ->
                described.map(
                    Kind.LIFECYCLE_HOOK,
                    each ->
                        LaunchHooks.isOne(each) ? LaunchHooks.completedAfter(each, took) : each))
        .orElse(described);
  }

  /**
   * What is assumed of a stack, one each, for people, without a full stop.
   *
   * @param stack as it is described: what its groups launch and could not be read is assumed, too
   */
  public List<String> words(Inventory stack) {
    List<String> words = new ArrayList<>();
    words.add(
        "the application answers "
            + boot.map(DurationText::of).orElseGet(TwinAssumptions::bootRange)
            + " after its instance runs");
    words.add(
        application.capacity().isPresent()
            ? "one instance serves "
                + application.capacity().getAsInt()
                + " requests per second, unless its tag azdrill:capacity says otherwise"
            : "one instance serves 50 requests per second and vCPU (two where its size is not known),"
                + " unless its tag azdrill:capacity says otherwise");
    words.add(
        application.outbound().isEmpty()
            ? "the application calls no service outside the VPC, unless its tag azdrill:outbound"
                + " says otherwise"
            : "every request calls " + application.outboundText());
    words.add("every request reads or writes the database that the stack has");
    words.add("the certificates of its listeners are valid");
    if (!stack.knows(Kind.SCHEDULED_ACTION)) {
      words.add(
          "its groups have no scheduled actions (" + unread(Kind.SCHEDULED_ACTION, stack) + ")");
    }
    stack.all(Kind.SCHEDULED_ACTION).stream()
        .map(
            each ->
                "the scheduled action "
                    + each.scheduledActionName()
                    + " of "
                    + each.autoScalingGroupName()
                    + " does not run meanwhile")
        .forEach(words::add);
    words.addAll(ofHooks(stack));
    words.addAll(ofLaunches(stack));
    return words;
  }

  private List<String> ofHooks(Inventory stack) {
    return LaunchHooks.all(stack).stream()
        .map(
            each ->
                LaunchHooks.words(each)
                    + hooks
                        .map(took -> " is completed " + DurationText.of(took) + " after a launch")
                        .orElse(
                            " is completed by nobody: it holds what is launched for "
                                + each.heartbeatTimeout()
                                + " s"))
        .toList();
  }

  private static List<String> ofLaunches(Inventory stack) {
    List<String> words = new ArrayList<>();
    if (!stack.knows(Kind.IMAGE)) {
      assume(words, "the image", GroupLaunches.images(stack), unread(Kind.IMAGE, stack));
    }
    assume(
        words, "the image behind", GroupLaunches.imageParameters(stack), "parameters are not read");
    if (!stack.knows(Kind.KEY_PAIR)) {
      assume(words, "the key pair", GroupLaunches.keyPairs(stack), unread(Kind.KEY_PAIR, stack));
    }
    if (!stack.knows(Kind.INSTANCE_PROFILE)) {
      assume(
          words,
          "the instance profile",
          GroupLaunches.instanceProfiles(stack),
          unread(Kind.INSTANCE_PROFILE, stack));
    }
    return words;
  }

  private static void assume(List<String> words, String what, Set<String> names, String why) {
    names.forEach(
        name ->
            words.add(what + " " + name + ", with which a group launches, exists (" + why + ")"));
  }

  private static String unread(Kind<?> kind, Inventory stack) {
    return kind + " were not read" + stack.unread(kind).map(why -> ": " + why).orElse("");
  }
}
