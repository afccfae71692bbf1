package dev.azdrill.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.wafv2.model.IPSet;

/**
 * What was saved. The folder {@code aws-cli} is what boto3, whose shapes the AWS CLI prints, got
 * from {@code azdrill serve --blueprint production}: a region with a default VPC beside the stack.
 */
public class SnapshotTest {
  /** The folder of the AWS CLI's outputs. */
  public static final Path CLI = Path.of("src/test/resources/dev/azdrill/inventory/aws-cli");

  /** The VPC of the stack in it. */
  public static final String VPC = "vpc-06545ea3985d09d5d";

  @TempDir Path folder;

  private Inventory read() {
    return Snapshot.read(folder).of(Optional.of(VPC));
  }

  private void copyAll() throws IOException {
    try (Stream<Path> all = Files.list(CLI)) {
      for (Path each : all.toList()) {
        Files.copy(each, folder.resolve(each.getFileName().toString()));
      }
    }
  }

  @Test
  void what_was_saved_is_read_as_it_was_from_a_file_and_from_a_folder() {
    Inventory production = ProductionNetwork.inventory().unread(Kind.WEB_ACL, "denied").build();
    InventoryFile.save(production, folder.resolve("inventory.json"));

    assertThat(Snapshot.read(folder.resolve("inventory.json")).of(Optional.empty()))
        .isEqualTo(production);
    assertThat(Snapshot.read(folder).of(Optional.empty())).isEqualTo(production);
  }

  /** The first alone would be read, and a part of the region be taken for all of it. */
  @Test
  void outputs_of_two_calls_in_one_object_are_refused() throws IOException {
    Files.writeString(folder.resolve("both.json"), "{\"Vpcs\": [], \"SecurityGroups\": []}");

    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageStartingWith("both.json: it has Vpcs and SecurityGroups in one JSON object");
  }

  @Test
  void a_key_that_stands_twice_in_an_output_is_refused() throws IOException {
    Files.writeString(folder.resolve("twice.json"), "{\"Vpcs\": [], \"Vpcs\": []}");

    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageContaining("it has the key 'Vpcs' twice in one object");
  }

  @Test
  void outputs_of_the_aws_cli_are_one_inventory_of_the_vpc_that_is_named() {
    Snapshot region = Snapshot.read(CLI);

    Inventory stack = region.of(Optional.of(VPC));

    assertThat(region.notes()).isEmpty();
    assertThat(region.vpcs()).hasSize(2).contains(VPC);
    assertThat(Kind.all()).allSatisfy(kind -> assertThat(stack.knows(kind)).isTrue());
    assertThat(stack.all(Kind.VPC)).extracting(Vpc::vpcId).containsExactly(VPC);
    assertThat(stack.all(Kind.SUBNET)).hasSize(6);
    assertThat(stack.all(Kind.INSTANCE)).hasSize(2);
    assertThat(stack.all(Kind.TARGET_HEALTH)).hasSize(2);
    LoadBalancer balancer = stack.all(Kind.LOAD_BALANCER).get(0);
    assertThat(stack.of(Kind.WEB_ACL, balancer.loadBalancerArn())).hasSize(1);
    assertThat(stack.all(Kind.LISTENER))
        .allSatisfy(
            each -> assertThat(stack.of(Kind.RULE, each.listenerArn())).as("rules").isNotEmpty());
  }

  @Test
  void what_nobody_saved_is_unread_and_told_in_one_sentence() throws IOException {
    copyAll();
    Files.delete(folder.resolve("dbs.json"));
    Files.delete(folder.resolve("rules-80.json"));
    Files.delete(folder.resolve("waf.json"));

    assertThat(Snapshot.read(folder).notes())
        .containsExactly(
            folder
                + " lacks DBInstances (aws rds describe-db-instances), WebACL (aws wafv2"
                + " get-web-acl-for-resource --resource-arn ...): what rests on them is unknown");
    assertThat(read().unread(Kind.DB_INSTANCE)).isPresent();
    assertThat(read().unread(Kind.WEB_ACL).orElseThrow()).contains("served-load-balancer");
    assertThat(read().unread(Kind.RULE).orElseThrow()).startsWith("no file has those of arn:");
  }

  @Test
  void what_launches_name_is_lacking_where_nobody_saved_it_and_none_where_nothing_is_named()
      throws IOException {
    copyAll();
    Files.delete(folder.resolve("images.json"));

    assertThat(Snapshot.read(folder).notes())
        .containsExactly(
            folder
                + " lacks Images (aws ec2 describe-images --include-deprecated --filters"
                + " Name=image-id,Values=...): what rests on them is unknown");
    assertThat(read().unread(Kind.IMAGE).orElseThrow()).startsWith("no file has Images");
    assertThat(read().knows(Kind.KEY_PAIR)).isTrue();

    Path templates = folder.resolve("templates.json");
    Files.writeString(
        templates,
        Files.readString(templates)
            .replace("\"ImageId\":", "\"KeyName\": \"ours\", \"RamDiskId\":"));
    assertThat(read().knows(Kind.IMAGE)).isTrue();
    assertThat(read().unread(Kind.KEY_PAIR).orElseThrow()).startsWith("no file has KeyPairs");
  }

  @Test
  void a_set_of_addresses_is_lacking_where_a_web_acl_refers_to_it_and_nobody_saved_it()
      throws IOException {
    copyAll();
    Path acl = folder.resolve("waf.json");
    Files.writeString(
        acl,
        Files.readString(acl)
            .replace(
                "\"RateBasedStatement\": {", "\"IPSetReferenceStatement\": {\"ARN\": \"arn:s\"")
            .replaceAll("(?s)\"Limit\".*?\"IP\"", ""));

    assertThat(Snapshot.read(folder).notes())
        .containsExactly(
            folder
                + " lacks IPSet (aws wafv2 get-ip-set --scope REGIONAL --name ... --id ...): what"
                + " rests on them is unknown");
    assertThat(read().unread(Kind.IP_SET).orElseThrow()).startsWith("no file has IPSet");

    String set = "{\"IPSet\": {\"ARN\": \"arn:s\", \"Addresses\": [\"203.0.113.0/24\"]}}";
    Files.writeString(folder.resolve("set.json"), set);
    Files.writeString(folder.resolve("other.json"), set.replace("arn:s", "arn:other"));
    assertThat(Snapshot.read(folder).notes()).isEmpty();
    assertThat(read().all(Kind.IP_SET)).extracting(IPSet::arn).containsExactly("arn:s");
  }

  @Test
  void images_of_a_region_that_the_groups_of_this_vpc_do_not_launch_are_not_of_it()
      throws IOException {
    copyAll();
    Path images = folder.resolve("images.json");
    String more = Files.readString(images).replace("ami-0a23c1d5e7f980b64", "ami-0other");
    Files.writeString(folder.resolve("images-more.json"), more);
    Files.writeString(folder.resolve("keys.json"), "{\"KeyPairs\": [{\"KeyName\": \"theirs\"}]}");

    assertThat(read()).isEqualTo(Snapshot.read(CLI).of(Optional.of(VPC)));
    assertThat(read().all(Kind.IMAGE)).hasSize(1);
  }

  @Test
  void one_page_of_several_is_not_all_there_is() throws IOException {
    copyAll();
    Path file = folder.resolve("subnets.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"NextToken\": \"x\","));

    assertThat(read().unread(Kind.SUBNET).orElseThrow())
        .startsWith("subnets.json holds one page of them only");
  }

  @Test
  void an_output_that_does_not_say_whose_it_is_needs_a_name_where_it_may_be_of_two()
      throws IOException {
    copyAll();
    String two = Files.readString(folder.resolve("lbs.json"));
    Files.writeString(
        folder.resolve("lbs-more.json"),
        two.replace("served-load-balancer", "other").replace("-load-balancer/", "/"));

    assertThat(read().unread(Kind.WEB_ACL).orElseThrow())
        .startsWith("waf.json does not say whose it is")
        .endsWith("other, served-load-balancer");

    Files.move(folder.resolve("waf.json"), folder.resolve("waf-served-load-balancer.json"));
    assertThat(read().unread(Kind.WEB_ACL).orElseThrow()).startsWith("no file has those of other");
  }

  @Test
  void several_outputs_may_stand_in_one_file_under_any_name() throws IOException {
    try (Stream<Path> all = Files.list(CLI)) {
      StringBuilder whole = new StringBuilder();
      for (Path each : all.sorted().toList()) {
        whole.append(Files.readString(each));
      }
      Files.writeString(folder.resolve("all.json"), whole);
    }

    assertThat(read()).isEqualTo(Snapshot.read(CLI).of(Optional.of(VPC)));
  }

  @Test
  void members_that_this_version_does_not_know_are_passed_over() throws IOException {
    copyAll();
    Path file = folder.resolve("vpcs.json");
    Files.writeString(file, Files.readString(file).replace("\"VpcId\"", "\"Newer\": 1, \"VpcId\""));
    Files.writeString(folder.resolve("buckets.json"), "{\"Buckets\": []}");
    Files.writeString(folder.resolve("nothing.json"), "");

    assertThat(read()).isEqualTo(Snapshot.read(CLI).of(Optional.of(VPC)));
    assertThat(Snapshot.read(folder).notes())
        .containsExactly(
            folder.resolve("buckets.json") + " says nothing of a network and was passed over",
            folder.resolve("nothing.json") + " is empty and was passed over");
  }

  @Test
  void what_is_cut_off_is_refused_with_its_place() throws IOException {
    copyAll();
    Path file = folder.resolve("subnets.json");
    Files.writeString(file, Files.readString(file).substring(0, 200));

    assertThatThrownBy(() -> Snapshot.read(folder))
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageMatching(
            "(?s).*subnets.json, line \\d+, column \\d+: the file ends in the middle.*");
  }

  @Test
  void two_vpcs_of_one_id_are_refused_in_a_file_and_in_a_folder() throws IOException {
    Vpc one = Vpc.builder().vpcId("vpc-1").cidrBlock("10.0.0.0/16").build();
    Path file = folder.resolve("two.json");
    InventoryFile.save(Inventory.builder().add(Kind.VPC, List.of(one, one)).build(), file);
    assertThatThrownBy(() -> Snapshot.read(file))
        .hasMessageContaining("it holds two vpcs of one id, vpc-1");

    Files.delete(file);
    copyAll();
    Files.copy(folder.resolve("vpcs.json"), folder.resolve("vpcs-again.json"));
    assertThatThrownBy(() -> Snapshot.read(folder))
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageContaining("it holds two vpcs of one id");
  }

  @Test
  void what_is_no_snapshot_is_refused() throws IOException {
    assertThatThrownBy(() -> Snapshot.read(folder))
        .hasMessageContaining("no JSON file in it is an inventory");
    assertThatThrownBy(() -> Snapshot.read(folder.resolve("nowhere")))
        .hasMessageContaining("there is no such file or folder");
    Files.writeString(folder.resolve("vpcs.json"), "{\"Vpcs\": [{}]}");
    assertThatThrownBy(() -> Snapshot.read(folder))
        .hasMessageContaining("number 1 of vpcs has no VpcId");
    Files.writeString(folder.resolve("vpcs.json"), "{\"Vpcs\": 7}");
    assertThatThrownBy(() -> Snapshot.read(folder)).hasMessageContaining("its Vpcs are not a list");
    Files.writeString(folder.resolve("inventory.json"), "{}");
    assertThatThrownBy(() -> Snapshot.read(folder))
        .hasMessageContaining("it holds inventory.json and other JSON files");
  }
}
