package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.SnapshotTest;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/** The exit codes of rehearsals, of stacks that were saved. */
class ExitCodesOfRehearsalTest {
  private static final String REFUSED = "AccessDenied: not authorized";

  @TempDir static Path saved;
  @TempDir Path folder;

  @BeforeAll
  static void save() throws IOException {
    Inventory sound;
    try (SimulatorPlatform there = SimulatorPlatform.create("there")) {
      new Provisioner(there.session(), StepListener.SILENT)
          .provision(Blueprints.shipped("production"), "shop", "there");
      there.session().clock().pass(Duration.ofMinutes(30));
      sound = new Discovery(there.session()).byStack("shop");
    }
    save("sound", sound);
    save(
        "exposed",
        sound.map(Kind.DB_INSTANCE, each -> each.copy(it -> it.publiclyAccessible(true))));
    save("imageless", sound.with(Kind.IMAGE, List.of()));
    save("image-unread", sound.without(Kind.IMAGE, REFUSED));
    save("database-unread", sound.without(Kind.DB_INSTANCE, REFUSED));
    save("without-database", sound.with(Kind.DB_INSTANCE, List.of()));
    save("short-of-one", sound.map(Kind.AUTO_SCALING_GROUP, ExitCodesOfRehearsalTest::more));
    save("more", withGateway(sound));
    save("empty", Inventory.empty());
    Files.writeString(saved.resolve("file"), "in the way");
    Files.writeString(saved.resolve("broken.yaml"), "capasity: 5");
  }

  /** Fewer are in service than it wants. */
  private static AutoScalingGroup more(AutoScalingGroup group) {
    int wanted = group.desiredCapacity() + 1;
    return group.copy(it -> it.desiredCapacity(wanted).maxSize(Math.max(wanted, group.maxSize())));
  }

  /** What the simulator does not simulate stands beside the rest. */
  private static Inventory withGateway(Inventory sound) {
    LoadBalancer first = sound.all(Kind.LOAD_BALANCER).get(0);
    LoadBalancer other =
        first.toBuilder()
            .loadBalancerArn(first.loadBalancerArn().replaceAll("/app/.*", "/gwy/tcp/0123456789ab"))
            .loadBalancerName("tcp")
            .type(LoadBalancerTypeEnum.GATEWAY)
            .build();
    return sound.with(Kind.LOAD_BALANCER, List.of(first, other));
  }

  private static void save(String name, Inventory stack) {
    InventoryFile.save(stack, saved.resolve(name + ".json"));
  }

  @ParameterizedTest(name = "azdrill rehearse --snapshot {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sound.json           | nothing                      | 0 | Verdict: PASSED, 1 of 1 drills passed",
        "exposed.json         | a guarantee is violated      | 1 | Verdict: FAILED, 1 of 1 drills passed",
        "imageless.json       | it does not recover          | 1 | Verdict: FAILED, 0 of 1 drills passed",
        "sound.json --drill zone-power-loss --zone eu-west-2a --rto 1s | an objective is missed       | 1 | expected recovery time (RTO) at most 1 s",
        "sound.json --ceiling 1s | the ceiling is exceeded   | 1 | the configuration allows",
        "image-unread.json --strict | what was not read, strictly | 1 | Verdict: FAILED, 1 of 1 drills passed",
        "image-unread.json    | a guarantee is unknown       | 3 | Verdict: INCONCLUSIVE, 1 of 1 drills passed",
        "database-unread.json | a kind was not read          | 3 | each (dbInstances) is not in the twin",
        "more.json            | something is left out        | 3 | Left out, and so not exercised",
        "short-of-one.json    | no steady state, and a guarantee is violated | 1 | Not in a steady state when it was described",
      })
  void what_a_drill_on_the_twin_came_to(String words, String broken, int code, String sentence) {
    ExecutedCommand.ofRow(
            "rehearse --runs 1 --drill instance-termination --snapshot " + saved + "/" + words,
            "--report",
            folder.resolve("new").toString())
        .endedWith(code, sentence);
  }

  @ParameterizedTest(name = "azdrill rehearse {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--snapshot SAVED/no.json                         | a file that is absent    | 2 | there is no such file or folder",
        "--snapshot CLI                                   | several VPCs             | 2 | describes more than one VPC",
        "--snapshot SAVED/empty.json                      | no load balancer         | 2 | expected an internet-facing application load balancer",
        "--snapshot SAVED/sound.json --stack shop         | options that contradict  | 2 | --stack has no effect with --snapshot",
        "--snapshot SAVED/sound.json --runs 0             | no number of runs        | 2 | expected --runs from 1 to 10000, saw 0",
        "--snapshot SAVED/sound.json --load 0             | no load                  | 2 | expected --load above 0",
        "--snapshot SAVED/sound.json --rto soon           | no duration              | 2 | expected a duration such as",
        "--snapshot SAVED/sound.json --seed $             | no seed                  | 2 | '--seed': expected 1 to 256 letters",
        "--snapshot SAVED/sound.json --drill database-failovr | a misspelt drill     | 2 | did you mean database-failover?",
        "--snapshot SAVED/sound.json --fault zone-power-los   | a misspelt fault     | 2 | did you mean zone-power-loss?",
        "--snapshot SAVED/sound.json --fault +            | no fault                 | 2 | --fault +: ",
        "--snapshot SAVED/sound.json --zone eu-west-2a    | an option without effect | 2 | has no effect without that drill",
        "--snapshot SAVED/sound.json --hold 1min          | an option without effect | 2 | --hold has no effect without --fault",
        "--snapshot SAVED/sound.json --drill zone-power-loss --zone eu-west-2z | a misspelt zone | 2 | did you mean eu-west-2",
        "--snapshot SAVED/sound.json --group shop         | no such group            | 2 | expected --group to be one of shop-group, saw 'shop'",
        "--snapshot SAVED/sound.json --database shop      | no such database         | 2 | expected --database to be one of shop-database, saw 'shop'",
        "--snapshot SAVED/sound.json --load-balancer shp  | no such load balancer    | 2 | expected the name of an internet-facing application",
        "--snapshot SAVED/sound.json --assumptions SAVED/no.yaml | a file that is absent | 2 | no.yaml",
        "--snapshot SAVED/sound.json --assumptions SAVED/broken.yaml | a misspelt key    | 2 | broken.yaml:1:1: ",
        "--snapshot SAVED/without-database.json --drill database-failover | nothing to break | 2 | --drill database-failover: ",
        "--snapshot SAVED/sound.json --report SAVED/file  | a file for a folder      | 2 | cannot be used: it is a file",
        "--blueprint prodction                            | a misspelt blueprint     | 2 | did you mean the built-in blueprint production?",
        "--platform moon                                  | no such platform         | 2 | expected --platform to be one of",
        "--speed 2                                        | an option without effect | 2 | --speed has no effect here",
        "--nosuch                                         | no such option           | 2 | expected an option of azdrill rehearse, saw '--nosuch'",
        "more                                             | an argument too many     | 2 | expected no more arguments for azdrill rehearse",
      })
  void two_when_the_input_is_bad_and_nothing_was_created(
      String words, String broken, int code, String sentence) {
    String command =
        words.replace("SAVED", saved.toString()).replace("CLI", SnapshotTest.CLI.toString());
    String report = command.contains("--report") ? "" : " --report " + folder.resolve("new");

    ExecutedCommand.ofRow("rehearse " + command + report).endedWith(code, sentence);

    assertThat(folder).as("nothing was created").isEmptyDirectory();
  }
}
