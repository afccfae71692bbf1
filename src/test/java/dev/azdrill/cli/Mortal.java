package dev.azdrill.cli;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.StackConfiguration;
import dev.azdrill.fault.UndoAction;
import dev.azdrill.session.AnsweredCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A process that is killed, as far as anybody outside of it can tell: from one moment on nothing
 * that it does has an effect any more. Its moments are its calls and its writes into the ledger,
 * each before and after it has its effect.
 */
final class Mortal {
  /** Nothing catches it: a process that is killed handles nothing. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String when) {
      super(when);
    }
  }

  private final int fatal;
  private final List<String> moments = new ArrayList<>();
  private boolean isDead;
  private boolean isBuried;

  private Mortal(int fatal) {
    this.fatal = fatal;
  }

  /** One that is never killed. */
  static Mortal never() {
    return new Mortal(Integer.MAX_VALUE);
  }

  /** One that is killed at this moment: 0 is the first. */
  static Mortal killedAt(int moment) {
    return new Mortal(moment);
  }

  /** What has happened so far, in words. */
  List<String> moments() {
    return moments;
  }

  boolean isDead() {
    return isDead;
  }

  /**
   * Its thread has ended. What it had scheduled in the region's kernel, which a process takes
   * along, finds nobody at the other end from now on.
   */
  void bury() {
    isBuried = true;
  }

  private void moment(String words) {
    requireLife();
    if (moments.size() == fatal) {
      isDead = true;
    }
    moments.add(words);
    requireLife();
  }

  private void requireLife() {
    if (isDead) {
      throw new Killed(moments.get(moments.size() - 1));
    }
  }

  /** Its way to AWS. */
  SdkHttpClient way(SdkHttpClient real) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String action = action(request);
        ExecutableHttpRequest call = real.prepareRequest(request);
        return new ExecutableHttpRequest() {
          @Override
          public HttpExecuteResponse call() throws IOException {
            if (isBuried) {
              throw new IOException("the process is dead");
            }
            moment("before " + action);
            HttpExecuteResponse response = call.call();
            if (changes(action)) {
              moment("after " + action);
            }
            return response;
          }

          @Override
          public void abort() {
            call.abort();
          }
        };
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  private static boolean changes(String action) {
    return !action.startsWith("Describe") && !action.startsWith("Get");
  }

  /** What a call asks for, as AWS names it. */
  static String action(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(
            provider -> {
              try (InputStream body = provider.newStream()) {
                String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return text.replaceFirst("(?s).*?Action=(\\w+).*", "$1");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse("Get");
  }

  /** Its ledger. */
  Ledger ledger(Ledger real) {
    return new Ledger() {
      @Override
      public void standing(String vpcId, StackConfiguration configuration) {
        moment("before the ledger has what stands");
        real.standing(vpcId, configuration);
        moment("after the ledger has what stands");
      }

      @Override
      public int intended(
          Instant at, FaultRef fault, List<UndoAction> undo, Optional<Instant> until) {
        moment("before the ledger has the intent");
        int number = real.intended(at, fault, undo, until);
        moment("after the ledger has the intent");
        return number;
      }

      @Override
      public void imposed(int number, Instant at, List<AnsweredCall> calls) {
        moment("before the ledger has the outcome");
        real.imposed(number, at, calls);
        moment("after the ledger has the outcome");
      }

      @Override
      public void undone(int number) {
        moment("before the ledger has the undo");
        real.undone(number);
        moment("after the ledger has the undo");
      }

      @Override
      public void undoFailed(int number, String reason) {
        requireLife();
        real.undoFailed(number, reason);
      }
    };
  }
}
