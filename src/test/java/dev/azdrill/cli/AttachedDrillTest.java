package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.foreign.Described;
import dev.azdrill.foreign.ForeignStack;
import dev.azdrill.foreign.PausedRegion;
import dev.azdrill.platform.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills of stacks that somebody else made, in a region that another process serves. */
class AttachedDrillTest {
  @TempDir Path folder;

  private PausedRegion region;
  private String sound = "";
  private String single = "";

  /** What a command printed, and what it ended with. */
  private record Ran(int exit, String out, String err) {}

  /**
   * Of each test its own: what a drill leaves, such as a standby that is made anew, is no start.
   */
  @BeforeEach
  void begin() {
    region =
        PausedRegion.with(
            aws -> {
              sound = ForeignStack.serving(aws, "shop", ForeignStack.TWO_ZONES);
              ForeignStack.optIn(aws, sound, "shop");
              single = ForeignStack.serving(aws, "kiosk", List.of("eu-west-2b"));
              ForeignStack.optIn(aws, single, "kiosk");
            });
  }

  @AfterEach
  void end() {
    region.close();
  }

  private Ran run(String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--platform", "endpoint", "--endpoint", region.url()));
    int exit =
        Azdrill.commandLine(all.toArray(String[]::new))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Ran(exit, out.toString(), err.toString());
  }

  private Ran drill(String... options) {
    List<String> all = new ArrayList<>(List.of("drill", "--report", folder.toString()));
    all.addAll(List.of(options));
    return run(all.toArray(String[]::new));
  }

  private List<String> described(String vpc) {
    try (Platform looking = region.platform()) {
      return Described.of(looking.session(), vpc);
    }
  }

  private void nothingIsLeft() {
    assertThat(region.control("GET", "faults", "")).isEqualTo("{\"faults\":[]}");
    assertThat(region.control("GET", "traffic", "")).isEqualTo("{\"traffic\":[]}");
  }

  @Test
  void a_sound_one_passes_and_stands_there_as_before() throws IOException {
    List<String> before = described(sound);

    Ran ran = drill("--vpc", sound);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("Stack shop is attached (somebody else made it: nothing of it is provisioned")
        .contains("Verdict: PASSED, 2 of 2 drills passed, 12 of 12 guarantees proven.")
        .contains("--vpc " + sound)
        .doesNotContain("Stack removed", "teardown");
    assertThat(ran.exit()).isZero();
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("somebody else made (nothing of it is provisioned or removed)")
        .contains("Stack shop, which somebody else made, drilled");
    assertThat(Files.readString(folder.resolve("report.json"))).contains("\"ATTACHED\"");
    assertThat(Described.changes(before, described(sound))).isEmpty();
    assertThat(before).contains(sound + " azdrill:drilled=shop");
    nothingIsLeft();
  }

  @Test
  void a_drill_after_the_loss_of_a_zone_waits_for_the_standby() {
    Ran ran = drill("--vpc", sound, "--drill", "zone-power-loss,database-failover");

    assertThat(ran.out()).contains("Verdict: PASSED, 2 of 2 drills passed");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void every_kind_of_undo_leaves_the_stack_as_it_was() {
    List<String> before = described(sound);

    Ran ran =
        drill(
            "--tag",
            "Name=shop",
            "--hold",
            "30s",
            "--fault",
            "instance-stop,zone-network-isolation:zone=eu-west-2a,targets-deregistered,"
                + "application-cut-off,nat-gateway-loss:zone=eu-west-2a,bad-launch-template");

    assertThat(ran.out()).doesNotContain("UNSAFE");
    assertThat(ran.exit()).as(ran.out() + ran.err()).isBetween(0, 1);
    assertThat(Described.changes(before, described(sound))).isEmpty();
    nothingIsLeft();
  }

  @Test
  void one_in_a_single_zone_fails_because_of_that() {
    List<String> before = described(single);

    Ran ran = drill("--vpc", single, "--drill", "zone-power-loss", "--zone", "eu-west-2b");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("VIOLATED  every tier stands in at least two zones")
        .contains("Verdict: FAILED, 0 of 1 drills passed")
        .contains("expected clients to be served without errors");
    assertThat(Described.changes(before, described(single))).isEmpty();
    nothingIsLeft();
  }
}
