package dev.azdrill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.FaultRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What ledgers and tags say of a fault, written and read back. */
class LedgerCodecTest {
  private static final FaultRef CUT = new FaultRef("cut", "sg-1");

  private static UndoAction undo(int port) {
    return new AuthorizeIngress(
        "sg-" + port, List.of(IpPermission.builder().ipProtocol("tcp").fromPort(port).build()));
  }

  @Property
  void an_intent_is_read_as_it_was_written_with_its_lease_or_without(
      @ForAll @IntRange(min = 1) int number,
      @ForAll @LongRange(min = 0, max = 253_402_300_799L) long at,
      @ForAll Optional<@LongRange(min = 0, max = 253_402_300_799L) Long> until,
      @ForAll @IntRange(max = 65_535) int port)
      throws Exception {
    LedgerEntry intended =
        new LedgerEntry.Intended(
            number,
            Instant.ofEpochSecond(at),
            CUT,
            List.of(undo(port)),
            until.map(Instant::ofEpochSecond));

    assertThat(LedgerCodec.entry(LedgerCodec.line(intended))).isEqualTo(intended);
  }

  @Property
  void the_tag_of_a_lease_is_one_that_aws_takes_and_does_not_change_those_of_the_action(
      @ForAll @LongRange(min = 0, max = 253_402_300_799L) long until,
      @ForAll @IntRange(max = 65_535) int port) {
    List<Tag> action = UndoTags.tags(undo(port));
    List<Tag> leased = UndoTags.tags(undo(port), Instant.ofEpochSecond(until), Optional.empty());

    assertThat(leased).startsWith(action.toArray(Tag[]::new)).hasSize(action.size() + 1);
    Tag lease = leased.get(action.size());
    assertThat(lease.key()).matches("azdrill:lease:[0-9a-f]{12}");
    assertThat(lease.value()).matches("[0-9TZ:-]+");
    assertThat(Instant.parse(lease.value())).isEqualTo(Instant.ofEpochSecond(until));
  }

  @Test
  void an_intent_of_an_earlier_version_has_no_lease() throws Exception {
    String line =
        "{\"entry\":\"intended\",\"number\":1,\"at\":\"2026-01-05T09:00:00Z\","
            + "\"fault\":{\"fault\":\"cut\",\"subject\":\"sg-1\"},\"undo\":[]}";

    assertThat(LedgerCodec.entry(line))
        .isEqualTo(
            new LedgerEntry.Intended(
                1, Instant.parse("2026-01-05T09:00:00Z"), CUT, List.of(), Optional.empty()));
  }
}
