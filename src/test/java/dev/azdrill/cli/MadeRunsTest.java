package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.SampleRuns;
import dev.azdrill.session.StopRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What several runs of one drill prove, where some of them could not be made. */
class MadeRunsTest {
  private static final RuntimeException FULL =
      new UncheckedIOException("cannot be written", new IOException("No space left on device"));

  private final StopRequest stop = new StopRequest();
  private final List<Integer> progress = new ArrayList<>();

  private static Future<Optional<SeedRun>> ended(String seed, RunEvidence evidence) {
    return CompletableFuture.completedFuture(Optional.of(new SeedRun(seed, evidence)));
  }

  private static Future<Optional<SeedRun>> failed(Throwable why) {
    return CompletableFuture.failedFuture(why);
  }

  private MadeRuns of(List<Future<Optional<SeedRun>>> running) throws InterruptedException {
    return MadeRuns.of(running, stop, progress::add);
  }

  @Test
  void one_that_could_not_be_made_takes_nothing_from_the_others() throws Exception {
    MadeRuns made =
        of(
            List.of(
                ended("s-1", SampleRuns.passed()),
                failed(FULL),
                ended("s-3", SampleRuns.failed())));

    assertThat(made.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(made.worst().seed()).isEqualTo("s-3");
    assertThat(made.worst().evidence().reasons())
        .contains("1 of 3 runs could not be made: No space left on device");
    assertThat(made.passed()).isEqualTo(1);
    assertThat(progress).containsExactly(1, 1, 2);
  }

  @Test
  void while_one_is_missing_nothing_is_proven() throws Exception {
    MadeRuns made = of(List.of(ended("s-1", SampleRuns.passed()), failed(FULL)));

    assertThat(made.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(made.worst().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void where_none_could_be_made_the_first_says_why() {
    assertThatThrownBy(() -> of(List.of(failed(new BadInput("no such drill")), failed(FULL))))
        .isInstanceOf(BadInput.class)
        .hasMessage("no such drill");
  }

  @Test
  void what_no_program_can_go_on_after_ends_all() {
    assertThatThrownBy(
            () ->
                of(
                    List.of(
                        ended("s-1", SampleRuns.passed()),
                        failed(new OutOfMemoryError("Java heap space")))))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void what_was_stopped_and_what_failed_is_told_apart() throws Exception {
    stop.request("SIGTERM");

    MadeRuns made =
        of(
            List.of(
                ended("s-1", SampleRuns.passed()),
                failed(FULL),
                CompletableFuture.completedFuture(Optional.empty())));

    assertThat(made.missing())
        .containsExactly(
            "1 of 3 runs could not be made: No space left on device",
            "stopped by SIGTERM after 2 of 3 runs");
  }
}
