package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.fault.FaultCatalogue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults on the command line: chosen, planned, listed. */
class FaultOptionsTest {
  @TempDir Path folder;
  private final StringWriter printed = new StringWriter();

  private int run(String... args) {
    printed.getBuffer().setLength(0);
    PrintWriter both = new PrintWriter(printed, true);
    return Azdrill.commandLine(args).setOut(both).setErr(both).execute(args);
  }

  private int drill(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "drill";
    all[1] = "--report";
    all[2] = folder.resolve("report").toString();
    System.arraycopy(args, 0, all, 3, args.length);
    return run(all);
  }

  @Test
  void faults_are_drills_one_after_the_other_or_at_the_same_time() throws Exception {
    int code =
        drill("--fault", "instance-termination:instances=50%,application-cut-off", "--hold", "30s");

    assertThat(code).as(printed.toString()).isZero();
    assertThat(printed.toString())
        .contains("Drill 1 · instance-termination:instances=50%")
        .contains("Drill 2 · application-cut-off:security-group=application-group")
        .contains(
            "--fault instance-termination:instances=50%,application-cut-off --hold 30s --seed");
    assertThat(Files.readString(folder.resolve("report/journal.jsonl")))
        .contains("application cut off from the load balancer");
  }

  @Test
  void a_plan_says_what_would_be_hit_and_touches_nothing() {
    int code =
        drill(
            "--plan",
            "--fault",
            "zone-power-loss:zone=eu-west-2b+database-failover",
            "--hold",
            "5min");

    assertThat(code).as(printed.toString()).isZero();
    assertThat(printed.toString())
        .contains("Nothing is injected.")
        .contains("targets    eu-west-2b")
        .contains("1 of 2 instances are lost, 50 % of the capacity is left")
        .contains("  stays      ")
        .contains("undo       lift the zone power loss")
        .contains("targets    drill-database")
        .contains("undo       none: it cannot be taken back")
        .contains("takes      46 min 50 s at most")
        .doesNotContain("begins");
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void the_plan_of_a_later_drill_says_that_it_waits_for_the_standby() {
    String zones = "zone-power-loss:zone=eu-west-2a,zone-power-loss:zone=eu-west-2b";

    assertThat(drill("--fault", zones, "--plan")).as(printed.toString()).isZero();

    assertThat(printed.toString())
        .containsOnlyOnce("begins     when the database has its standby, 1 h 3 min later at most");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fault zone-powr-loss|--fault zone-powr-loss: expected one of instance-termination",
        "--fault zone-powr-loss|did you mean zone-power-loss?",
        "--fault zone-power-loss:zone=eu-west-2c|--fault zone-power-loss:zone=eu-west-2c: expected a zone of the blueprint",
        "--fault zone-power-loss,|--fault zone-power-loss,: expected one of",
        "--fault zone-power-loss+|expected one of",
        "--fault instance-stop:instance=i-0123456789abcdef0|expected drills to name what stands already",
        "--fault database-failover:database=other|expected the database of the stack, drill-database, saw 'other'",
        "--fault instance-stop --zone eu-west-2a|--zone has no effect without the drill zone-power-loss",
        "--fault zone-power-loss --hold 25h|expected --hold to be at most 24h, saw 25h",
        "--hold 2min|--hold has no effect without --fault",
        "--fault instance-stop --hold 0s|expected --hold longer than 0 s",
        "--fault instance-stop --hold soon|expected a duration such as",
        "--fault load-balancer-zone-loss|to stand in three zones or more, saw 2: AWS takes none of two",
        "--fault instance-stop,load-balancer-zone-loss|to stand in three zones or more, saw 2",
        "--fault load-balancer-zone-loss --plan|to stand in three zones or more, saw 2",
        "--fault instance-termination:instances=3|expected 3 instances of the group in service, saw 2",
        "--fault instance-termination:instances=3 --runs 2|expected 3 instances of the group in service, saw 2",
      })
  void what_is_wrong_is_refused_before_anything_is_made(String args, String sentence) {
    assertThat(drill(args.split(" "))).as(printed.toString()).isEqualTo(2);
    assertThat(printed.toString()).contains(sentence).hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void faults_are_listed_and_explained() {
    assertThat(run("faults")).isZero();
    List<String> words = FaultCatalogue.words();
    assertThat(printed.toString()).contains(words);

    assertThat(run("faults", "zone-power-loss")).isZero();
    assertThat(printed.toString())
        .contains("Undone by: the platform.")
        .contains("Stays different: instances that the group has replaced are terminated, and")
        .contains("zone: an Availability Zone such as eu-west-2a")
        .contains("(default: any-zone)")
        .contains("localstack, endpoint: assisted");

    assertThat(run("faults", "zone-powr-loss")).isEqualTo(2);
    assertThat(printed.toString()).contains("did you mean zone-power-loss?");
  }
}
