package dev.azdrill.simulator;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a class logs during a test, instead of printing it: for tests in which something fails
 * on purpose. {@code @RegisterExtension}.
 */
public final class LogOf implements BeforeEachCallback, AfterEachCallback {
  private final Logger logger;
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> keeper =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          messages.add(event.getFormattedMessage());
        }
      };

  public LogOf(Class<?> type) {
    logger = (Logger) LoggerFactory.getLogger(type);
  }

  /** The messages so far, without stack traces. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    keeper.start();
    logger.addAppender(keeper);
    logger.setAdditive(false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.setAdditive(true);
    logger.detachAppender(keeper);
  }
}
