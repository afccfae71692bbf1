package dev.azdrill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** Undo actions that resources bear as tags. */
class UndoTagsTest {
  private static final Instant UNTIL = Instant.parse("2026-01-01T02:00:00Z");

  private final SimulatorPlatform simulator = SimulatorPlatform.create("tags");
  private final AwsSession aws = simulator.session();
  private final List<String> unreadable = new ArrayList<>();
  private String group = "";

  @BeforeEach
  void aGroupOfAStack() {
    String vpc =
        Somebody.beside(aws).ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    group =
        Somebody.beside(aws)
            .ec2()
            .createSecurityGroup(r -> r.vpcId(vpc).groupName("a-group").description("of a stack"))
            .groupId();
    bear("azdrill:stack", "drilled");
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private void bear(String key, String value) {
    Somebody.beside(aws)
        .ec2()
        .createTags(r -> r.resources(group).tags(Tag.builder().key(key).value(value).build()));
  }

  private AuthorizeIngress authorize(int first, int rules) {
    IpRange network = IpRange.builder().cidrIp("10.0.0.0/16").build();
    return new AuthorizeIngress(
        group,
        IntStream.range(0, rules)
            .mapToObj(
                i ->
                    IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(first + i)
                        .toPort(first + i)
                        .ipRanges(network)
                        .build())
            .toList());
  }

  private List<UndoAction> found() {
    return leased().stream().map(UndoTags.Found::action).toList();
  }

  private List<UndoTags.Found> leased() {
    return UndoTags.find(aws, "drilled", unreadable::add);
  }

  private List<TagDescription> borne() {
    return aws.ec2().describeTags().tags().stream()
        .filter(each -> each.key().matches("azdrill:(undo|lease).*"))
        .toList();
  }

  @Test
  void two_actions_on_one_resource_do_not_overwrite_each_other() {
    AuthorizeIngress one = authorize(100, 1);
    AuthorizeIngress other = authorize(200, 12);
    UndoTags.put(aws, one, UNTIL, Optional.empty());
    UndoTags.put(aws, other, UNTIL.plusSeconds(60), Optional.empty());

    assertThat(found()).containsExactlyInAnyOrder(one, other);
    assertThat(borne())
        .hasSizeGreaterThan(3)
        .allMatch(each -> each.key().length() <= 128 && each.value().length() <= 256);

    UndoTags.remove(aws, other);
    assertThat(found()).containsExactly(one);
    UndoTags.remove(aws, one);
    assertThat(borne()).isEmpty();
    assertThat(unreadable).isEmpty();
  }

  @Test
  void what_is_broken_of_others_is_found_by_the_name_that_stands_beside_each_undo() {
    AuthorizeIngress one = authorize(100, 1);
    AuthorizeIngress other = authorize(200, 1);
    UndoTags.put(aws, one, UNTIL, Optional.of("theirs"));
    UndoTags.put(aws, other, UNTIL, Optional.of("theirs"));
    bear("azdrill:drilled", "theirs");

    assertThat(UndoTags.find(aws, "theirs", unreadable::add))
        .extracting(UndoTags.Found::action)
        .containsExactlyInAnyOrder(one, other);
    assertThat(UndoTags.stacks(aws, List.of(group))).containsExactly("drilled", "theirs");

    UndoTags.remove(aws, one);
    assertThat(UndoTags.find(aws, "theirs", unreadable::add))
        .extracting(UndoTags.Found::action)
        .containsExactly(other);
    UndoTags.remove(aws, other);
    assertThat(borne()).isEmpty();
    assertThat(aws.ec2().describeTags().tags())
        .filteredOn(each -> each.key().startsWith("azdrill:drilled"))
        .as("what its owner put there")
        .extracting(TagDescription::key)
        .containsExactly("azdrill:drilled");
  }

  @Test
  void each_action_has_a_lease_of_its_own() {
    AuthorizeIngress one = authorize(100, 1);
    AuthorizeIngress other = authorize(200, 12);
    UndoTags.put(aws, one, UNTIL, Optional.empty());
    UndoTags.put(aws, other, UNTIL.plusSeconds(60), Optional.empty());

    assertThat(leased())
        .containsExactlyInAnyOrder(
            new UndoTags.Found(one, Optional.of(UNTIL)),
            new UndoTags.Found(other, Optional.of(UNTIL.plusSeconds(60))));
  }

  @Test
  void tags_of_earlier_versions_or_with_a_lease_that_is_none_have_no_lease() {
    AuthorizeIngress action = authorize(100, 1);
    UndoTags.put(aws, action, UNTIL, Optional.empty());
    String key =
        borne().stream()
            .map(TagDescription::key)
            .filter(each -> each.startsWith("azdrill:lease"))
            .findFirst()
            .orElseThrow();

    bear(key, "tomorrow");
    assertThat(leased()).containsExactly(new UndoTags.Found(action, Optional.empty()));
    Somebody.beside(aws)
        .ec2()
        .deleteTags(r -> r.resources(group).tags(Tag.builder().key(key).build()));
    assertThat(leased()).containsExactly(new UndoTags.Found(action, Optional.empty()));
    assertThat(unreadable).isEmpty();
  }

  @Test
  void an_action_of_which_a_part_is_missing_is_not_done() {
    UndoTags.put(aws, authorize(200, 12), UNTIL, Optional.empty());
    String last =
        borne().stream()
            .map(TagDescription::key)
            .filter(each -> each.startsWith("azdrill:undo"))
            .reduce((one, other) -> other)
            .orElseThrow();
    Somebody.beside(aws)
        .ec2()
        .deleteTags(r -> r.resources(group).tags(Tag.builder().key(last).build()));

    assertThat(found()).isEmpty();
    assertThat(unreadable)
        .singleElement()
        .asString()
        .startsWith("expected the tags azdrill:undo:* of " + group)
        .endsWith("mend it by hand, and remove them");
  }

  @Test
  void tags_without_a_digest_are_read_still() {
    AuthorizeIngress action = authorize(100, 1);
    String text = LedgerCodec.text(action);
    bear("azdrill:undo:100", text.substring(0, 50));
    bear("azdrill:undo:101", text.substring(50));

    assertThat(found()).containsExactly(action);
    assertThat(unreadable).isEmpty();
  }
}
