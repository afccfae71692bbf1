package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.drill.BuiltInDrill;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drills from files, on the command line. */
class DrillFilesTest {
  private static final String HANG =
      """
      name: A file's drill
      fault: {application-hang: {instance: any-instance}}
      recovery:
        - target-evicted: {instance: any-instance, within: 2min}
        - clients-served
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Azdrill.commandLine(args)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private int drill(String drills) {
    return run("drill", "--drill", drills, "--report", folder.resolve("report").toString());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void names_and_files_run_in_the_order_in_which_they_are_given() throws IOException {
    String file = file("mine.yaml", HANG);

    assertThat(drill("database-failover," + file + ",instance-termination"))
        .as(out + "\n" + err)
        .isZero();
    assertThat(out.toString())
        .contains("Verdict: PASSED, 3 of 3 drills passed")
        .containsSubsequence(
            "The database is made to fail over", "A file's drill", "An instance is terminated")
        .contains("named by the drill");
  }

  @Test
  void an_objective_of_the_file_is_judged() throws IOException {
    assertThat(drill(file("mine.yaml", HANG + "objectives: {max-errors: 0}\n"))).isEqualTo(1);
    assertThat(out.toString()).contains("expected failed requests at most 0, measured");
  }

  @Test
  void an_option_is_stronger_than_the_same_objective_in_the_file() throws IOException {
    String file = file("mine.yaml", HANG + "objectives: {max-errors: 0}\n");
    String report = folder.resolve("report").toString();

    assertThat(run("drill", "--drill", file, "--max-errors", "5000", "--report", report))
        .as(out + "\n" + err)
        .isZero();
  }

  @Test
  void a_zone_that_the_blueprint_does_not_use_is_refused_before_anything_is_created()
      throws IOException {
    String zone = HANG.replace("- clients-served", "- zone-evicted: {zone: eu-west-2d}");

    assertThat(drill(file("mine.yaml", zone))).isEqualTo(2);
    assertThat(err.toString())
        .contains("mine.yaml: expected a zone of the blueprint, one of eu-west-2a, eu-west-2b")
        .contains("saw 'eu-west-2d': did you mean eu-west-2a?")
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_drill_of_a_database_is_refused_where_the_blueprint_has_none() throws IOException {
    String report = folder.resolve("report").toString();
    String file =
        file("mine.yaml", "name: Restart\nfault: {database-restart: {database: any-database}}\n");

    for (String drill : List.of(file, "database-failover")) {
      assertThat(run("drill", "--blueprint", "demo", "--drill", drill, "--report", report))
          .isEqualTo(2);
      assertThat(err.toString())
          .contains("expected a blueprint with a database for the drill " + drill);
    }
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_wrong_file_is_one_sentence_with_its_place() throws IOException {
    assertThat(drill("instance-termination," + file("mine.yaml", HANG.replace("2min", "soon"))))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("mine.yaml:4:46: recovery[0].target-evicted.within: expected a duration")
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recovery: [database-failed-over]",
        "restoration: [{primary-outside-zone: {zone: eu-west-2a}}]"
      })
  void what_is_expected_of_a_database_is_refused_where_the_blueprint_has_none(String expected)
      throws IOException {
    String fault = "name: Zone\nfault: {zone-power-loss: {zone: any-zone}}\n";
    String file = file("mine.yaml", fault + expected + "\n");

    assertThat(run("drill", "--blueprint", "demo", "--drill", file)).isEqualTo(2);
    assertThat(err.toString())
        .contains("expected a blueprint with a database for the drill " + file)
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_database_of_another_name_is_refused_before_anything_is_created() throws IOException {
    String fault =
        "name: Restart\nfault: {database-restart: {database: dril-database}}\nrecovery: [steady-state]\n";

    assertThat(drill(file("mine.yaml", fault))).isEqualTo(2);
    assertThat(err.toString())
        .contains("expected the database of the stack, drill-database, saw 'dril-database'")
        .contains("did you mean drill-database?")
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    assertThat(drill(file("mine.yaml", fault.replace("dril-", "drill-")))).as("" + err).isZero();
  }

  @Test
  void ids_of_what_is_made_anew_are_refused_before_anything_is_created() throws IOException {
    String instance = HANG.replace("{instance: any-instance}", "{instance: i-0123456789abcdef0}");
    String group =
        "name: Cut\nfault: {application-cut-off: {security-group: sg-0123456789abcdef0}}\n";

    assertThat(drill(file("mine.yaml", instance))).isEqualTo(2);
    assertThat(drill(file("other.yaml", group))).isEqualTo(2);

    assertThat(err.toString())
        .contains("saw 'i-0123456789abcdef0', and a stack that is provisioned anew has other ids")
        .contains(": write any-instance in its place")
        .contains("saw 'sg-0123456789abcdef0'")
        .contains(": write application-group in its place")
        .hasLineCount(2);
    assertThat(out.toString()).isEmpty();
    assertThat(folder.resolve("report")).as("nothing is written").doesNotExist();
  }

  @Test
  void a_file_whose_name_has_a_comma_is_one_file() throws IOException {
    String file = file("mine,database-failover,yours.yaml", HANG);

    assertThat(drill(file)).as(out + "\n" + err).isZero();
    assertThat(out.toString())
        .contains("Verdict: PASSED, 1 of 1 drills passed")
        .contains("--drill " + file);
  }

  @Test
  void a_drill_that_fails_says_why_under_its_verdict_and_in_its_reports() throws IOException {
    assertThat(run("blueprint", "show", "production")).isZero();
    String shared = file("shared.yaml", out.toString().replace("nat: per-zone", "nat: single"));
    String report = folder.resolve("report").toString();

    assertThat(
            run("drill", "--drill", "zone-power-loss", "--blueprint", shared, "--report", report))
        .isEqualTo(1);

    String why = "stands in eu-west-2a, which lost its power: calls from eu-west-2b to services";
    assertThat(out.toString())
        .containsPattern("FAILED: expected clients .*\\n  Why: the only NAT gateway, nat-")
        .contains(why)
        .contains("violated guarantee outbound-through-own-zone");
    for (String each : List.of("report.html", "report.json", "junit.xml", "journal.jsonl")) {
      assertThat(Files.readString(folder.resolve("report").resolve(each))).as(each).contains(why);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_built_in_drill_can_be_shown_checked_and_run_as_a_file(BuiltInDrill drill)
      throws IOException {
    assertThat(run("drills", "show", drill.label())).isZero();
    String file = file("shown.yaml", out.toString());

    assertThat(run("drills", "check", file)).isZero();
    assertThat(out.toString()).contains("is valid: drill '");
    assertThat(drill(file)).as(out + "\n" + err).isZero();
  }

  @Test
  void the_names_can_be_listed() {
    assertThat(run("drills", "list")).isZero();
    assertThat(out.toString().lines()).containsExactlyElementsOf(BuiltInDrill.labels());
  }
}
