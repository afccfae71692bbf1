package dev.azdrill;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the rooms, and what no room may do. Each rule says why it is there. */
class ArchitectureTest {
  private static final String ROOT = "dev.azdrill.";
  private static final JavaClasses CODE = ProductClasses.ALL;

  /** A room, the rooms that it may use, and why no others. */
  private record Arrow(String room, List<String> mayUse, String because) {}

  private static final List<Arrow> ARROWS =
      List.of(
          arrow(
              "network.model",
              "",
              "addresses, blocks and ports are values with one meaning for all who use them"),
          arrow("text", "", "what people type and read is treated alike everywhere"),
          arrow("yaml", "text", "how strictly a file is read does not depend on what is in it"),
          arrow("catalogue", "", "what AWS publishes is data, and calls nobody"),
          arrow(
              "topology",
              "network.model catalogue text yaml",
              "a blueprint is a value: what is wanted, not how it is made; its networks are blocks"
                  + " of addresses"),
          arrow(
              "codec", "", "it reads the SDK's own metadata and must not know any service of ours"),
          arrow("session", "", "talking and waiting are the same on every platform"),
          arrow("exchange", "", "what a client sent and got is a value: it makes no calls"),
          arrow("evidence", "", "what was seen is written down by all and formats nothing"),
          arrow(
              "inventory",
              "codec text",
              "an inventory is a value that can be saved and read from files; it makes no calls"),
          arrow(
              "network", "inventory", "what a packet does is a pure function of what is described"),
          arrow(
              "network.space",
              "network.model",
              "sets of packets are values, and know neither who filters nor who routes"),
          arrow("discovery", "session inventory", "it only reads, whatever the platform"),
          arrow(
              "guarantee",
              "network inventory evidence catalogue",
              "a claim is proven from what is described, and from what AWS publishes"),
          arrow(
              "explain",
              "guarantee network inventory text",
              "a question about reachability is answered from what is described, wherever that was"
                  + " read; its tiers are those that the guarantees are about"),
          arrow(
              "provision",
              "session topology network.model catalogue text",
              "AWS is reached through the SDK on every platform"),
          arrow(
              "platform",
              "simulator discovery inventory session evidence text exchange",
              "a platform is where things run, not what is done there"),
          arrow(
              "traffic",
              "platform evidence exchange",
              "clients know the load balancer and nothing behind it"),
          arrow(
              "fault",
              "platform discovery inventory network.model session evidence codec text",
              "a fault goes through the API or the platform's ImpairmentPort, never into the simulator"),
          arrow(
              "drill",
              "fault traffic guarantee inventory platform session evidence exchange text yaml",
              "a drill puts faults, traffic and claims together"),
          arrow(
              "drill.file",
              "drill fault inventory text yaml",
              "a file says what a drill is, and knows nothing of how one is run"),
          arrow(
              "report",
              "evidence text",
              "a report is made of evidence alone, or it could not be made again"),
          arrow(
              "report.text",
              "evidence text",
              "what all reports and the command line share knows none of them"),
          arrow("report.html", "report.text evidence", "no report knows another"),
          arrow("report.json", "report.text evidence", "no report knows another"),
          arrow("report.junit", "report.text evidence", "no report knows another"),
          arrow("report.sarif", "report.text evidence", "no report knows another"),
          arrow("report.ocsf", "report.text evidence", "no report knows another"),
          arrow(
              "feature",
              "drill drill.file fault report platform inventory session evidence text",
              "a run of features ends in the same report as a drill, and knows no sentence"),
          arrow(
              "steps",
              "feature drill guarantee provision discovery inventory fault traffic platform session"
                  + " topology evidence text",
              "steps are thin: every room does its own work"),
          arrow(
              "rehearsal",
              "drill drill.file fault platform platform.simulator discovery inventory traffic topology"
                  + " evidence text yaml",
              "a rehearsal is drills on a twin: how what stands was read, and what people are shown,"
                  + " is not its matter"),
          arrow("simulator.kernel", "", "time knows nothing of AWS"),
          arrow(
              "simulator.world",
              "simulator.kernel inventory exchange",
              "the ports stand below the services that meet through them"),
          arrow(
              "simulator.wire",
              "simulator.world simulator.kernel codec",
              "the wire knows requests, not resources"),
          arrow(
              "simulator.dataplane",
              "simulator.world simulator.kernel network inventory exchange",
              "packets see what is described, and ask services through ports"),
          arrow(
              "simulator.ec2",
              "simulator.world simulator.kernel network.model inventory catalogue",
              "a service never knows another"),
          arrow(
              "simulator.ec2.resource",
              "simulator.world",
              "ids, tags and filters are the same for every resource and know none of them"),
          arrow(
              "simulator.ec2.network",
              "simulator.ec2.resource simulator.world simulator.kernel network.model inventory catalogue",
              "a network exists without instances: an interface only carries an instance's id; blocks"
                  + " of addresses mean the same here as to whoever follows a packet; which regions"
                  + " there are is a fact of AWS's"),
          arrow(
              "simulator.ec2.compute",
              "simulator.ec2.network simulator.ec2.resource simulator.world simulator.kernel inventory catalogue",
              "instances are launched into subnets, and Ec2 alone puts both together"),
          arrow(
              "simulator.autoscaling",
              "simulator.world simulator.kernel inventory",
              "its instances may be those of a foreign EC2"),
          arrow(
              "simulator.elbv2",
              "simulator.world simulator.kernel network.model inventory catalogue",
              "its targets may be those of a foreign EC2; a rule's block of addresses means the same"
                  + " here as to whoever follows a packet"),
          arrow(
              "simulator.rds",
              "simulator.world simulator.kernel inventory catalogue",
              "its interfaces may be those of a foreign EC2"),
          arrow(
              "simulator.cloudwatch",
              "simulator.world simulator.kernel",
              "a service never knows another"),
          arrow(
              "simulator.wafv2",
              "simulator.world simulator.kernel network.model inventory",
              "a service never knows another; a block of addresses means the same everywhere"),
          arrow(
              "simulator.acm",
              "simulator.world simulator.kernel inventory",
              "a service never knows another"),
          arrow(
              "simulator.iam", "simulator.world simulator.kernel", "a service never knows another"),
          arrow(
              "simulator.fis",
              "simulator.world simulator.kernel network.model",
              "what an experiment does to another service goes through the table of operations, as a"
                  + " caller's request does, or is a fact of the world; blocks of addresses mean the"
                  + " same here as to whoever follows a packet"),
          arrow("simulator.sts", "simulator.world", "a service never knows another"),
          arrow("simulator.ssm", "simulator.world", "a service never knows another"));

  private static Arrow arrow(String room, String mayUse, String because) {
    return new Arrow(room, mayUse.isEmpty() ? List.of() : List.of(mayUse.split(" ")), because);
  }

  @TestFactory
  List<DynamicTest> each_room_uses_only_what_it_may() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Arrow arrow : ARROWS) {
      tests.add(
          DynamicTest.dynamicTest(arrow.room() + " may use " + arrow.mayUse(), () -> check(arrow)));
    }
    return tests;
  }

  /** A permission that nobody uses would let the next change through without a decision. */
  @TestFactory
  List<DynamicTest> each_permission_is_used() {
    List<DynamicTest> tests = new ArrayList<>();
    Stream.concat(ARROWS.stream(), TARGETS.stream())
        .forEach(
            arrow ->
                arrow
                    .mayUse()
                    .forEach(
                        other ->
                            tests.add(
                                DynamicTest.dynamicTest(
                                    arrow.room() + " uses " + other,
                                    () ->
                                        assertThat(uses(arrow.room(), other))
                                            .as(
                                                "classes of %s that use %s: remove the permission"
                                                    + " when there are none",
                                                arrow.room(), other)
                                            .isNotEmpty()))));
    return tests;
  }

  /** What classes of one room use of another that is not inside it. */
  private static List<String> uses(String room, String other) {
    return CODE.stream()
        .filter(each -> isIn(each, room))
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
        .filter(to -> isIn(to.getTargetClass(), other) && !isIn(to.getTargetClass(), room))
        .map(Dependency::getDescription)
        .toList();
  }

  private static boolean isIn(JavaClass each, String room) {
    return (each.getPackageName() + ".").startsWith(ROOT + room + ".");
  }

  private static void check(Arrow arrow) {
    List<String> allowed = new ArrayList<>();
    allowed.add(ROOT + arrow.room() + "..");
    arrow.mayUse().forEach(room -> allowed.add(ROOT + room + ".."));
    DescribedPredicate<JavaClass> oursAndForbidden =
        resideInAnyPackage("dev.azdrill..")
            .and(resideOutsideOfPackages(allowed.toArray(String[]::new)));
    noClasses()
        .that()
        .resideInAPackage(ROOT + arrow.room() + "..")
        .should()
        .dependOnClassesThat(oursAndForbidden)
        .allowEmptyShould(true)
        .because(arrow.because())
        .check(CODE);
  }

  @Test
  void the_rooms_of_ec2_are_used_through_ec2_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "simulator.ec2..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "simulator.ec2.network..",
            ROOT + "simulator.ec2.compute..",
            ROOT + "simulator.ec2.resource..")
        .because(
            "Ec2 is the one class that puts its resources together and gives the ports to them")
        .check(CODE);
  }

  @Test
  void the_engine_of_drills_does_not_know_files() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "drill")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "drill.file..", ROOT + "yaml..")
        .because("a drill is the same value whether it comes from a file, a name or a sentence")
        .check(CODE);
  }

  @Test
  void every_room_has_a_rule() {
    List<String> rooms = ARROWS.stream().map(a -> ROOT + a.room() + "..").toList();
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(rooms.stream(), Stream.of(ROOT + "cli..", ROOT + "simulator"))
                .toArray(String[]::new))
        .because("a room without a rule is a hole in the house")
        .check(CODE);
  }

  @Test
  void targets_reach_into_the_simulator_through_the_region_and_its_ports_alone() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "platform..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + "simulator..")
                .and(
                    resideOutsideOfPackages(
                        ROOT + "simulator",
                        ROOT + "simulator.world..",
                        ROOT + "simulator.kernel..")))
        .because("what stands behind a port may be exchanged")
        .check(CODE);
  }

  /** The kinds of targets, and which others each is made of. */
  private static final List<Arrow> TARGETS =
      List.of(
          arrow("platform.simulator", "", "it needs nothing and nobody"),
          arrow(
              "platform.completion",
              "platform.simulator",
              "what completes a foreign EC2 does not know whose it is; faults and traffic are the"
                  + " simulator's own"),
          arrow(
              "platform.endpoint",
              "platform.completion",
              "any AWS-compatible URL: who stands behind it makes no difference"),
          arrow(
              "platform.localstack",
              "platform.endpoint",
              "LocalStack is an endpoint that may be started first"),
          arrow(
              "platform.selection",
              "platform.simulator platform.endpoint platform.localstack",
              "from words to a platform: it is the one that knows all kinds"));

  @TestFactory
  List<DynamicTest> each_kind_of_target_uses_only_those_that_it_is_made_of() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Arrow arrow : TARGETS) {
      tests.add(
          DynamicTest.dynamicTest(
              arrow.room() + " may use " + arrow.mayUse(),
              () -> {
                List<String> kinds = new ArrayList<>(arrow.mayUse());
                kinds.add(arrow.room());
                usesOfPlatformsOnly(arrow.room(), kinds.toArray(String[]::new))
                    .because(arrow.because())
                    .check(CODE);
              }));
    }
    return tests;
  }

  @Test
  void what_is_done_on_a_target_does_not_know_its_kind() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "drill..", ROOT + "fault..", ROOT + "traffic..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + "platform..").and(resideOutsideOfPackages(ROOT + "platform")))
        .because("the same drill runs on every platform, and asks its capabilities what it can do")
        .check(CODE);
  }

  @Test
  void steps_choose_a_target_by_words() {
    usesOfPlatformsOnly("steps", "platform.selection")
        .because("a feature that runs on one platform runs on all")
        .check(CODE);
  }

  @Test
  void a_run_of_features_chooses_a_platform_by_words() {
    usesOfPlatformsOnly("feature", "platform.selection")
        .because("a feature that runs on one platform runs on all")
        .check(CODE);
  }

  @Test
  void a_run_of_features_knows_no_runner() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "feature..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.cucumber.core..", "io.cucumber.java..", "io.cucumber.plugin..")
        .because("steps, the command line and tests all run features, each in its own way")
        .check(CODE);
  }

  @Test
  void the_command_line_chooses_a_target_by_words_and_serves_two() {
    usesOfPlatformsOnly("cli", "platform.selection", "platform.simulator", "platform.endpoint")
        .because(
            "it takes what people type, and two can be put behind HTTP: the simulator, and what"
                + " completes another API")
        .check(CODE);
  }

  private static ArchRule usesOfPlatformsOnly(String room, String... kinds) {
    List<String> allowed = new ArrayList<>(List.of(ROOT + "platform"));
    List.of(kinds).forEach(kind -> allowed.add(ROOT + kind + ".."));
    return noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + "platform..")
                .and(resideOutsideOfPackages(allowed.toArray(String[]::new))));
  }

  @Test
  void only_localstack_knows_docker() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "platform.localstack..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..")
        .because("everything else runs on a machine without Docker")
        .check(CODE);
  }

  @Test
  void the_command_line_does_not_know_the_simulator() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "simulator..")
        .because("it wires platforms together, not services")
        .check(CODE);
  }

  @Test
  void time_and_chance_come_in_through_constructors() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + "simulator.kernel..", ROOT + "session..", ROOT + "platform..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDateTime.class, "now")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callConstructor(Random.class)
        .because("the same seed must give the same bytes")
        .check(CODE);
  }

  @Test
  void chance_comes_from_the_seed_of_ones_own_world() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "simulator..")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "simulator.world.World")
        .should()
        .callMethod(dev.azdrill.simulator.kernel.Kernel.class, "seed")
        .because("two regions may share a kernel, and must not give the same ids")
        .check(CODE);
  }

  @Test
  void nobody_waits_with_the_clients_own_waiters() {
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "the client's own waiter()",
                call ->
                    call.getTarget().getName().equals("waiter")
                        && call.getTargetOwner()
                            .getPackageName()
                            .startsWith("software.amazon.awssdk")))
        .because(
            "they sleep on the wall clock; AwsSession hands out waiters that wait on the"
                + " platform's")
        .check(CODE);
  }

  @Test
  void only_the_session_knows_awaitility() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "session..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.awaitility..")
        .because("Eventually is the one way to wait")
        .check(CODE);
  }
}
