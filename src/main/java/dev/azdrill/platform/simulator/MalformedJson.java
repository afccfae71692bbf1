package dev.azdrill.platform.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import java.io.IOException;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with JSON that cannot be read, in one sentence and without the reader's terms. */
final class MalformedJson {
  private MalformedJson() {}

  static String words(IOException e) {
    if (e instanceof PropertyBindingException unknown) {
      return "expected members "
          + unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .collect(Collectors.toCollection(TreeSet::new))
          + ", saw "
          + unknown.getPropertyName();
    }
    if (e instanceof InvalidTypeIdException unknown) {
      return unknown.getTypeId() == null
          ? "expected a member that says the type, saw none"
          : "expected a known type, saw " + unknown.getTypeId();
    }
    if (e instanceof MismatchedInputException mismatched) {
      String where = path(mismatched);
      return where.isEmpty()
          ? "expected a JSON object, saw something else, or nothing"
          : "expected a value for " + where + " that it can have, saw another, or none";
    }
    if (e instanceof JsonProcessingException malformed && malformed.getLocation() != null) {
      return "expected JSON, saw what is none at line "
          + malformed.getLocation().getLineNr()
          + ", column "
          + malformed.getLocation().getColumnNr();
    }
    return "expected JSON, saw what is none";
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }
}
