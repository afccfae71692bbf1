package dev.azdrill.text;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong, for people who do not know the code: a clause on one line, without names of
 * classes. A defect is called one, and logged for developers.
 */
public final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  /** What says nothing of its own. */
  private static final List<Class<? extends Throwable>> WRAPPERS =
      List.of(UncheckedIOException.class, CompletionException.class, ExecutionException.class);

  /** What only a defect of a program throws; its message is about its code. */
  private static final List<Class<? extends Throwable>> DEFECTS =
      List.of(
          NullPointerException.class,
          ClassCastException.class,
          IndexOutOfBoundsException.class,
          ArithmeticException.class,
          ArrayStoreException.class,
          NegativeArraySizeException.class,
          LinkageError.class);

  /** {@code java.net.ConnectException: }, as it stands in the messages of those who wrap it. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("(?<![\\w./:-])(?:[a-z][a-z0-9_]*\\.){2,}[A-Z][\\w$]*(?:: )?");

  /** What the SDK adds about itself. */
  private static final Pattern ATTEMPTS = Pattern.compile(" ?\\(SDK Attempt Count: \\d+\\)");

  private Trouble() {}

  /** The clause: {@code the connection was refused}. */
  public static String of(Throwable thrown) {
    Throwable what = unwrapped(thrown);
    LOG.debug("told as one clause", thrown);
    return known(what).or(() -> message(what)).orElse("an internal error");
  }

  private static Throwable unwrapped(Throwable thrown) {
    Throwable what = thrown;
    while (WRAPPERS.contains(what.getClass()) && what.getCause() != null) {
      what = what.getCause();
    }
    return what;
  }

  private static Optional<String> known(Throwable what) {
    if (what instanceof AccessDeniedException) {
      return Optional.of("access denied");
    }
    if (what instanceof NoSuchFileException) {
      return Optional.of("there is no such file");
    }
    if (what instanceof FileSystemException file) {
      return Optional.of(Optional.ofNullable(file.getReason()).orElse("it cannot be used"));
    }
    if (what instanceof CharacterCodingException) {
      return Optional.of("it is not text in UTF-8");
    }
    if (what instanceof UnknownHostException) {
      return Optional.of("no host of this name is known");
    }
    if (what instanceof SocketTimeoutException || what instanceof HttpTimeoutException) {
      return Optional.of("no answer in time");
    }
    if (what instanceof ConnectException) {
      return Optional.of("the connection was refused");
    }
    if (what instanceof OutOfMemoryError) {
      return Optional.of("this process has too little memory");
    }
    if (what instanceof StackOverflowError) {
      return Optional.of("an internal error: it went too deep");
    }
    return DEFECTS.stream().anyMatch(each -> each.isInstance(what))
        ? Optional.of("an internal error")
        : Optional.empty();
  }

  private static Optional<String> message(Throwable what) {
    return Optional.ofNullable(what.getMessage())
        .map(text -> CLASS_NAME.matcher(text).replaceAll(""))
        .map(text -> ATTEMPTS.matcher(text).replaceAll(""))
        .map(text -> text.strip().replaceAll("\\s+", " "))
        .map(Printable::line)
        .filter(text -> !text.isEmpty())
        .or(() -> Optional.ofNullable(what.getCause()).map(Trouble::of));
  }
}
