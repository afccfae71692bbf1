package dev.azdrill.evidence;

import java.util.List;

/**
 * Why a guarantee was not proven, of one subject.
 *
 * @param subject what was looked at, as AWS calls it: an id, a name or an ARN
 * @param verdict violated, or unknown
 * @param text what was found of it, one sentence without its subject
 * @param way the packet that shows it, each hop and the end, a line each; empty where none does
 */
public record FindingRecord(
    String subject, GuaranteeVerdict verdict, String text, List<String> way) {
  public FindingRecord {
    way = List.copyOf(way);
  }
}
