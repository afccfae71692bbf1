package dev.azdrill.simulator.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Changes what was sent, as bad clients and bad networks do. */
final class Mutation {
  private static final List<String> TEXTS =
      List.of(
          "%00",
          "%EF%BF%BE",
          "%FF",
          "%",
          "%C3",
          "+",
          "=",
          "&",
          ".",
          "-1",
          "0",
          "NaN",
          "1e999",
          "99999999999999999999",
          "null",
          "true",
          "{}",
          "[]",
          "\"",
          "\u0000",
          "\\ud800");

  private final SplittableRandom random;

  Mutation(SplittableRandom random) {
    this.random = random;
  }

  SentRequest of(SentRequest sent) {
    String body = sent.latin();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      body =
          sent.speech() == SentRequest.Speech.QUERY && random.nextBoolean()
              ? parameters(body)
              : bytes(body);
    }
    return SentRequest.of(
        sent.service(), sent.action(), sent.speech(), body.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Drops, doubles, renames or renumbers a parameter, or gives it another value. */
  private String parameters(String body) {
    List<String> all = new ArrayList<>(List.of(body.split("&")));
    if (all.size() < 2) {
      return body;
    }
    // The first is the action: another one is another request.
    int at = random.nextInt(1, all.size());
    String name = all.get(at).replaceAll("=.*", "");
    switch (random.nextInt(6)) {
      case 0 -> all.remove(at);
      case 1 -> all.add(all.get(at));
      case 2 -> all.set(at, name + "=" + KnownValues.any(TEXTS, random));
      case 3 -> all.set(at, name.replaceAll("\\d+", KnownValues.any(TEXTS, random)) + "=1");
      case 4 -> all.set(at, name + ".1=" + KnownValues.any(TEXTS, random));
      default -> all.set(at, name.replaceAll("\\.[^.]*$", "") + "=x");
    }
    return String.join("&", all);
  }

  private String bytes(String body) {
    if (body.isEmpty()) {
      return KnownValues.any(TEXTS, random);
    }
    int from = random.nextInt(body.length());
    int to = Math.min(body.length(), from + random.nextInt(5));
    return switch (random.nextInt(4)) {
      case 0 -> body.substring(0, from);
      case 1 -> body.substring(0, from) + body.substring(to);
      case 2 -> body.substring(0, from) + (char) random.nextInt(256) + body.substring(to);
      default -> body.substring(0, from) + KnownValues.any(TEXTS, random) + body.substring(to);
    };
  }
}
