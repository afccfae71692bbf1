package dev.azdrill.report.html;

import dev.azdrill.evidence.Strength;
import dev.azdrill.report.text.EventLine;
import java.time.Instant;

/**
 * One line of the journal as the page shows it. Buckets of traffic that are alike and touch share a
 * line.
 *
 * @param number the place of its first entry in the journal, from 1
 * @param at when
 * @param event what, in words
 * @param strength who saw it
 * @param platform which implementation answered
 */
record JournalLine(int number, Instant at, EventLine event, Strength strength, String platform) {
  /** Where a link to it leads. */
  String anchor() {
    return "o-" + number;
  }
}
