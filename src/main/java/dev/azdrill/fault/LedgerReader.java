package dev.azdrill.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.azdrill.evidence.FaultRef;
import dev.azdrill.text.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ledger read back, as far as it goes.
 *
 * @param platform the name of the platform; empty when its first line cannot be read
 * @param url where the platform answers; empty when it has no address that lasts
 * @param completion what azdrill answered there itself, as the option of this name says it; empty
 *     where that was not chosen, and in older ledgers
 * @param stack the name of the stack; empty when the run had several, and in older ledgers
 * @param standing how the stacks were configured before the run broke anything in them, by VPC;
 *     none in older ledgers
 * @param pending what may still be broken, in the order in which it is undone: the last first
 * @param brokenAt which lines could not be read; empty when all could. What they said may be
 *     missing: undo tags tell the rest
 */
public record LedgerReader(
    Optional<String> platform,
    Optional<String> url,
    Optional<String> completion,
    Optional<String> stack,
    Map<String, StackConfiguration> standing,
    List<Pending> pending,
    Optional<String> brokenAt) {
  /**
   * What may still be broken.
   *
   * @param number in the ledger
   * @param undo takes it back
   * @param until how long it may hold, UTC; empty when nothing takes it back, and in older ledgers
   */
  public record Pending(
      int number, FaultRef fault, List<UndoAction> undo, Optional<Instant> until) {
    public Pending {
      undo = List.copyOf(undo);
    }
  }

  public LedgerReader {
    standing = Collections.unmodifiableMap(new LinkedHashMap<>(standing));
    pending = List.copyOf(pending);
  }

  /**
   * Reads a ledger. A line that is none is left out: each line stands for itself, and what is
   * undone twice is harmless.
   *
   * @throws IOException when there is no such file, or it cannot be read at all
   */
  public static LedgerReader read(Path file) throws IOException {
    Map<Integer, Pending> pending = new LinkedHashMap<>();
    Map<String, StackConfiguration> standing = new LinkedHashMap<>();
    List<String> broken = new ArrayList<>();
    Optional<LedgerEntry.Opened> opened = Optional.empty();
    String text = RegularFile.text(file);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        @Nullable LedgerEntry entry = LedgerCodec.entry(line);
        if (entry == null) {
          broken.add(String.valueOf(number));
        } else if (entry instanceof LedgerEntry.Opened first) {
          opened = Optional.of(first);
        } else if (entry instanceof LedgerEntry.Standing before) {
          standing.putIfAbsent(before.vpcId(), before.configuration());
        } else if (entry instanceof LedgerEntry.Intended intended) {
          pending.put(
              intended.number(),
              new Pending(intended.number(), intended.fault(), intended.undo(), intended.until()));
        } else if (entry instanceof LedgerEntry.Undone undone) {
          pending.remove(undone.number());
        }
      } catch (JsonProcessingException e) {
        broken.add(String.valueOf(number));
      }
    }
    List<Pending> last = new ArrayList<>(pending.values());
    Collections.reverse(last);
    return new LedgerReader(
        opened.map(LedgerEntry.Opened::platform),
        opened.flatMap(LedgerEntry.Opened::url),
        opened.flatMap(LedgerEntry.Opened::completion),
        opened.flatMap(LedgerEntry.Opened::stack),
        standing,
        last,
        broken.isEmpty()
            ? Optional.empty()
            : Optional.of(file + " line " + String.join(", ", broken) + " is no line of a ledger"));
  }
}
