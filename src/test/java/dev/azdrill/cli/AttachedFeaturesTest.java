package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.foreign.Described;
import dev.azdrill.foreign.ForeignStack;
import dev.azdrill.foreign.PausedRegion;
import dev.azdrill.ownerglue.OwnerSteps;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.session.Somebody;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Features of a team's own, on a stack that it made itself, in a region that others serve. */
@ResourceLock("dev.azdrill.feature.CurrentRun")
class AttachedFeaturesTest {
  @TempDir Path folder;

  private PausedRegion region;
  private String shop = "";

  private record Ran(int exit, String out, String err) {}

  @BeforeEach
  void begin() {
    region =
        PausedRegion.with(
            aws -> {
              shop = ForeignStack.serving(aws, "shop", ForeignStack.TWO_ZONES);
              ForeignStack.optIn(aws, shop, "shop");
            });
  }

  @AfterEach
  void end() {
    region.close();
  }

  /** Runs these scenarios, attached to the stack. */
  private Ran features(String... scenarios) throws IOException {
    Files.writeString(
        folder.resolve("shop.feature"), "Feature: Our shop\n" + String.join("\n", scenarios));
    Path state =
        Files.writeString(
            folder.resolve("terraform.tfstate"),
            "{\"version\": 4, \"resources\": [{\"mode\": \"managed\", \"type\": \"aws_vpc\","
                + " \"instances\": [{\"attributes\": {\"id\": \""
                + shop
                + "\"}}]}]}");
    return run(
        "features",
        folder.resolve("shop.feature").toString(),
        "--terraform-state",
        state.toString());
  }

  private Ran run(String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--report", folder.resolve("report").toString()));
    all.addAll(List.of("--platform", "endpoint", "--endpoint", region.url()));
    int exit =
        Azdrill.commandLine(all.toArray(String[]::new))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Ran(exit, out.toString(), err.toString());
  }

  private static String scenario(String name, String... steps) {
    return "  Scenario: " + name + "\n    " + String.join("\n    ", steps) + "\n";
  }

  private List<String> described() {
    try (Platform looking = region.platform()) {
      return Described.of(looking.session(), shop);
    }
  }

  private void assertAsBefore(List<String> before) {
    assertThat(Described.changes(before, described())).isEmpty();
    assertThat(region.control("GET", "faults", "")).isEqualTo("{\"faults\":[]}");
    assertThat(region.control("GET", "traffic", "")).isEqualTo("{\"traffic\":[]}");
  }

  @Test
  void the_shipped_sentences_hold_for_it_and_it_stands_there_as_before() throws IOException {
    List<String> before = described();

    Ran ran =
        features(
            scenario(
                "A zone is lost",
                "Given the architecture is running",
                "Then the architecture guarantees that every tier stands in at least two zones",
                "And clients are using the application",
                "When the zone of the primary database loses power",
                "Then the database fails over in time",
                "And clients are served without errors again in time",
                "And the group is back at its desired capacity outside that zone in time",
                "And acknowledged writes are still there",
                "When power returns to that zone",
                "Then the steady state is restored in time"),
            scenario(
                "An instance is lost",
                "Given the architecture is running",
                "And clients are using the application",
                "When an instance is terminated",
                "Then the group is back at its desired capacity in time",
                "And clients are served without errors again in time"));

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("Verdict: PASSED, 2 of 2 scenarios passed.", "--terraform-state ");
    assertThat(ran.exit()).isZero();
    assertThat(Files.readString(folder.resolve("report/report.json"))).contains("\"ATTACHED\"");
    assertThat(Files.readString(folder.resolve("report/ledger.jsonl"))).contains("shop");
    assertAsBefore(before);
  }

  @Test
  void a_claim_that_it_violates_fails_the_scenario() throws IOException {
    Ran ran =
        features(
            scenario(
                "Closed",
                "Given the architecture is running",
                "Then the architecture violates that every tier stands in at least two zones"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("Verdict: FAILED, 0 of 1 scenarios passed.")
        .contains("expected VIOLATED that every tier stands in at least two zones, saw PROVEN");
  }

  @Test
  void scenarios_that_need_a_stack_of_their_own_are_skipped_and_say_so() throws IOException {
    List<String> before = described();

    Ran ran =
        features(
            scenario(
                "Another",
                "Given the production architecture is running",
                "Then the production architecture guarantees that no instance has a public address"),
            "  @own-stack\n"
                + scenario(
                    "Alone",
                    "Given the architecture is running",
                    "Then the architecture guarantees that no instance has a public address"),
            scenario(
                "Changed",
                "Given the architecture is running",
                "When somebody opens the application tier to the internet",
                "Then the architecture violates that only the load balancer can be reached from the"
                    + " internet"));

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out())
        .contains("Verdict: INCONCLUSIVE, 0 of 0 scenarios passed.")
        .contains("which somebody else made, and the scenario needs one of its own")
        .contains("a step changes its configuration, and nothing changes it back");
    assertAsBefore(before);
  }

  /** One scenario, in the middle of which the owner does what a test lets them do. */
  private Ran disturbed() throws IOException {
    Files.writeString(
        folder.resolve("shop.feature"),
        "Feature: Our shop\n"
            + scenario(
                "Changed meanwhile",
                "Given the architecture is running",
                "And clients are using the application",
                "When an instance is terminated",
                "And the owner changes the stack",
                "Then the group is back at its desired capacity in time"));
    return run(
        "features",
        folder.resolve("shop.feature").toString(),
        "--vpc",
        shop,
        "--glue",
        "dev.azdrill.ownerglue");
  }

  @Test
  void what_was_seen_while_another_run_took_the_stack_proves_nothing() throws IOException {
    OwnerSteps.change =
        () -> {
          try (Platform other = region.platform()) {
            new StackLocks(
                    other.session(), LockOwner.ofThisProcess("another", InstantSource.system()))
                .takeOver("shop");
          }
        };

    Ran ran = disturbed();

    assertThat(ran.exit()).as(ran.out()).isEqualTo(3);
    assertThat(ran.out()).contains("Verdict: INCONCLUSIVE").contains("lock");
  }

  @Test
  void a_stack_on_which_another_run_works_is_refused_before_anything_begins() throws IOException {
    try (Platform other = region.platform();
        StackLocks theirs =
            new StackLocks(
                other.session(), LockOwner.ofThisProcess("another", InstantSource.system()))) {
      theirs.take("shop");

      Ran ran = disturbed();
      assertThat(ran.exit()).as(ran.out()).isEqualTo(2);
      assertThat(ran.err())
          .contains("saw that stack shop is locked by run another")
          .contains("'azdrill restore --stack shop --force'");
      assertThat(folder.resolve("report")).doesNotExist();
    }
  }

  @Test
  void what_is_not_as_it_was_after_a_scenario_is_unsafe() throws IOException {
    OwnerSteps.change =
        () -> {
          try (Platform owner = region.platform()) {
            Ec2Client ec2 = Somebody.beside(owner.session()).ec2();
            ec2.createSecurityGroup(
                r -> r.groupName("another").description("of the owner").vpcId(shop));
          }
        };
    Ran ran = disturbed();

    assertThat(ran.exit()).as(ran.out()).isEqualTo(4);
    assertThat(ran.out())
        .contains("Verdict: UNSAFE")
        .contains("the stack shop is not as it was: the security groups are not as they were");
  }

  @Test
  void a_stack_that_an_earlier_run_left_broken_is_not_drilled() throws IOException {
    Tag undo = Tag.builder().key("azdrill:undo:0123456789ab:100").value("{}").build();
    try (Platform somebody = region.platform()) {
      Somebody.beside(somebody.session()).ec2().createTags(r -> r.resources(shop).tags(undo));
    }

    Ran ran =
        features(
            scenario(
                "Broken",
                "Given the architecture is running",
                "Then the architecture guarantees that no instance has a public address"));

    assertThat(ran.exit()).isNotZero();
    assertThat(ran.out())
        .contains("expected the stack shop as its owner made it, an earlier run left it broken")
        .contains("run 'azdrill restore --stack shop' first");
  }

  @Test
  void nothing_is_attached_where_nothing_outlives_the_process() throws IOException {
    Files.writeString(
        folder.resolve("shop.feature"),
        "Feature: Our shop\n"
            + scenario(
                "One",
                "Given the architecture is running",
                "Then the architecture guarantees that no instance has a public address"));
    StringWriter err = new StringWriter();
    String[] command = {"features", folder.resolve("shop.feature").toString(), "--vpc", shop};

    int exit =
        Azdrill.commandLine(command)
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute(command);

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("nothing of anybody stands there");
  }
}
