package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.session.StopRequest;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * SIGINT and SIGTERM while something is broken: the first lets the run undo, tear down and report;
 * the second ends the process at once. Closing it restores what the signals did before.
 *
 * <p>A shutdown hook could do neither: the JVM runs all hooks at the same time, and ignores a
 * second signal. The JDK's own class for signals is not part of its API, so it is reached by its
 * name; where it is missing, signals do what they always did.
 */
final class StopSignals implements AutoCloseable {
  private static final String[] NAMES = {"INT", "TERM"};

  private final StopRequest stop = new StopRequest();
  private final Terminal terminal;
  private final Supplier<String> hint;
  private final Map<Object, Object> before = new LinkedHashMap<>();
  private boolean isStopping;

  private StopSignals(Terminal terminal, Supplier<String> hint) {
    this.terminal = terminal;
    this.hint = hint;
  }

  /**
   * Watches from now on.
   *
   * @param hint what to do when the process ended at once: a sentence
   */
  static StopSignals watch(Terminal terminal, Supplier<String> hint) {
    StopSignals signals = new StopSignals(terminal, hint);
    for (String name : NAMES) {
      signals.handle(name);
    }
    return signals;
  }

  /** What the first signal requests. */
  StopRequest stop() {
    return stop;
  }

  private void handle(String name) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = type.getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                  received("SIG" + name);
                  return null;
                }
                return method.getName().equals("hashCode")
                    ? (Object) System.identityHashCode(proxy)
                    : (Object) (method.getName().equals("equals") ? proxy == args[0] : "azdrill");
              });
      Object old = type.getMethod("handle", type, handlerType).invoke(null, signal, handler);
      before.put(signal, old);
    } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
      // Signals do what they always did: the ledger and the tags tell what is to be undone.
    }
  }

  private synchronized void received(String signal) {
    if (isStopping) {
      terminal.error("azdrill: " + signal + ": ended at once. " + hint.get());
      Runtime.getRuntime().halt(Verdict.UNSAFE.exitCode());
    }
    isStopping = true;
    stop.request(signal);
    terminal.error(
        "azdrill: "
            + signal
            + ": undoes what is broken, removes what was made and writes the report; a second"
            + " signal ends it at once");
  }

  @Override
  public void close() {
    before.forEach(
        (signal, handler) -> {
          try {
            signal
                .getClass()
                .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
                .invoke(null, signal, handler);
          } catch (ReflectiveOperationException gone) {
            // The process ends soon anyway.
          }
        });
  }
}
