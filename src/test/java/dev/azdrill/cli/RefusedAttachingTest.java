package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.foreign.ForeignStack;
import dev.azdrill.foreign.PausedRegion;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What is refused of a stack that somebody else made: before any call that changes something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedAttachingTest {
  private static final Pattern SPACES = Pattern.compile(" +");

  @TempDir Path folder;

  private final Map<String, String> vpcs = new LinkedHashMap<>();
  private PausedRegion region;
  private BeforeCall way;

  /** What a command printed, and what it ended with. */
  private record Ran(int exit, String out, String err) {}

  @BeforeAll
  void begin() throws IOException {
    region =
        PausedRegion.with(
            aws -> {
              vpcs.put("SHOP", ForeignStack.serving(aws, "shop", ForeignStack.TWO_ZONES));
              tag(aws, "SHOP", "azdrill:drilled", "shop");
              vpcs.put("KIOSK", ForeignStack.serving(aws, "kiosk", List.of("eu-west-2b")));
              tag(aws, "KIOSK", "azdrill:drilled", "kiosk");
              for (String name : List.of("PLAIN", "MADE")) {
                vpcs.put(
                    name,
                    Somebody.beside(aws)
                        .ec2()
                        .createVpc(r -> r.cidrBlock("10.7.0.0/16"))
                        .vpc()
                        .vpcId());
                tag(aws, name, "Kind", "site");
              }
              tag(aws, "MADE", "azdrill:stack", "made");
            });
    way = BeforeCall.of(Set.of("never said"), region.url(), () -> {});
  }

  private void tag(AwsSession aws, String name, String key, String value) {
    Tag tag = Tag.builder().key(key).value(value).build();
    Somebody.beside(aws).ec2().createTags(r -> r.resources(vpcs.get(name)).tags(tag));
  }

  @AfterAll
  void end() {
    way.close();
    region.close();
  }

  private Ran run(List<String> command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Azdrill.commandLine(command.toArray(String[]::new))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(command.toArray(String[]::new));
    return new Ran(exit, out.toString(), err.toString());
  }

  private List<String> words(String command) {
    List<String> words = new ArrayList<>();
    for (String word : SPACES.split(command.trim(), -1)) {
      words.add(vpcs.getOrDefault(word, word));
    }
    return words;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--vpc vpc-0123456789abcdef0 | expected the id of a VPC, saw 'vpc-0123456789abcdef0'",
        "--vpc shop | expected --vpc to be the id of a VPC, saw 'shop'",
        "--tag Name=shopp | expected a tag of a VPC, saw 'Name=shopp': did you mean Name=shop?",
        "--tag Name | expected --tag to be a key and a value, saw 'Name'",
        "--tag Kind=site | expected one VPC with the tag Kind=site in eu-west-2, saw vpc-",
        "--vpc SHOP --tag Name=shop | expected one of --vpc, --tag and --terraform-state, saw --vpc and --tag",
        "--vpc MADE | azdrill made its stack: drill it with --name made",
        "--vpc SHOP --load-balancer shop-frond | saw 'shop-frond': did you mean shop-front?",
        "--vpc SHOP --group other | expected --group to be one of shop-members, saw 'other'",
        "--vpc SHOP --database other | expected --database to be one of shop-store, saw 'other'",
        "--vpc KIOSK --database shop-store | expected --database to be left out",
        "--vpc KIOSK --drill database-failover | --drill database-failover: ",
        "--vpc KIOSK --fault database-restart | --fault database-restart: ",
        "--vpc SHOP --fault zone-power-loss:zone=eu-west-2c | eu-west-2c",
        "--vpc SHOP --fault instance-stop:instance=i-0123456789abcdef0 | i-0123456789abcdef0",
        "--vpc SHOP --fault instance-stop:instances=9 | 9",
        "--vpc SHOP --fault nonsense | --fault nonsense: ",
        "--vpc SHOP --fault api-throttling | lacks API impairment",
        "--vpc SHOP --drill zone-power-loss --zone eu-west-2c | expected --zone to be one of eu-west-2a, eu-west-2b",
        "--vpc SHOP --zone eu-west-2a --fault instance-stop | --zone has no effect",
        "--vpc SHOP --hold 1min | --hold has no effect without --fault",
        "--vpc SHOP --max-targets 1 --fault instance-stop:instances=all | raise the limit, or choose a smaller fault",
        "--vpc SHOP --load 0 | expected --load above 0",
        "--vpc SHOP --blueprint demo | --blueprint has no effect with --vpc",
        "--vpc SHOP --zones 3 | --zones has no effect with --vpc",
        "--vpc SHOP --name shop | --name has no effect with --vpc",
        "--tag Name=shop --keep | --keep has no effect with --tag",
        "--vpc SHOP --runs 2 | --runs has no effect with --vpc",
        "--group shop-members | --group has no effect without --vpc, --tag or --terraform-state",
        "--vpc SHOP --completion always | with --completion always: drill what somebody else made in a region that 'azdrill serve' serves",
        "--name shop | saw shop, and vpc-",
      })
  void a_drill_that_cannot_be_is_refused_in_one_sentence(String options, String sentence) {
    refused(options, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| does not bear the tag azdrill:drilled, by which its owner lets it be drilled: put azdrill:drilled=NAME on that VPC",
        "'' | says '': expected a stack name of at most 18",
        "My Shop | says 'My Shop': expected a stack name of at most 18",
        "shop | that no other has, saw shop, which vpc-",
        "made | that no other has, saw made, which vpc-",
        "bare | expected an internet-facing application load balancer in the stack, saw none",
      })
  void an_owner_has_to_let_it_be_drilled_under_a_name_of_its_own(
      @Nullable String value, String sentence) {
    try (Platform platform = region.platform()) {
      if (value != null) {
        tag(platform.session(), "PLAIN", "azdrill:drilled", value);
      }
      refused("--vpc PLAIN", sentence);
      Somebody.beside(platform.session())
          .ec2()
          .deleteTags(
              r ->
                  r.resources(vpcs.get("PLAIN"))
                      .tags(Tag.builder().key("azdrill:drilled").build()));
    }
  }

  private void refused(String options, String sentence) {
    int before = way.changes().size();
    List<String> command = new ArrayList<>(List.of("drill"));
    command.addAll(List.of("--report", folder.resolve("report").toString()));
    command.addAll(List.of("--platform", "endpoint", "--endpoint", way.url()));
    command.addAll(words(options));

    Ran ran = run(command);

    assertThat(ran.err()).as(ran.out()).contains(sentence.trim()).hasLineCount(1);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(way.changes()).hasSize(before);
    assertThat(folder.resolve("report/ledger.jsonl")).doesNotExist();
  }

  @Test
  void the_simulator_has_no_stack_of_others() {
    Ran ran = run(words("drill --vpc SHOP"));

    assertThat(ran.err()).contains("nothing of anybody stands there").hasLineCount(1);
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  void a_platform_without_clients_for_what_stands_there_is_refused() {
    Ran ran = run(words("drill --vpc SHOP --platform localstack --endpoint " + way.url()));

    assertThat(ran.err())
        .contains(
            "expected a platform on which clients can use what stands already, saw localstack")
        .hasLineCount(1);
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  void a_plan_reads_and_shows_what_would_be_hit() {
    int before = way.changes().size();

    Ran ran =
        run(
            words(
                "drill --plan --vpc SHOP --fault zone-network-isolation:zone=eu-west-2a"
                    + " --platform endpoint --endpoint "
                    + way.url()));

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("Nothing is injected. Planned on the twin of stack shop, which was only read")
        .contains("eu-west-2a, 1 of 2 instances")
        .contains("undo       give back the network ACL of subnet-");
    assertThat(way.changes()).hasSize(before);
  }

  @Test
  void nothing_of_it_is_torn_down_and_it_is_listed_as_somebody_elses() {
    int before = way.changes().size();
    List<String> where = List.of("--platform", "endpoint", "--endpoint", way.url());
    List<String> teardown = new ArrayList<>(List.of("teardown", "shop", "--force"));
    teardown.addAll(where);
    List<String> stacks = new ArrayList<>(List.of("stacks"));
    stacks.addAll(where);

    Ran refused = run(teardown);
    Ran listed = run(stacks);

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains("bears the tag azdrill:drilled=shop: somebody else made it")
        .hasLineCount(1);
    assertThat(listed.out())
        .contains("shop · attached: somebody else made it · " + vpcs.get("SHOP"))
        .contains("1 vpc")
        .contains("made · " + vpcs.get("MADE"));
    assertThat(way.changes()).hasSize(before);
  }
}
