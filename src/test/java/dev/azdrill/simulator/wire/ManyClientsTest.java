package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Many clients at once, over the wire: whatever they do to one resource, they see what they would
 * have seen one after the other. Nothing depends on how fast they are, or in which order.
 */
class ManyClientsTest {
  private static final int CLIENTS = 32;
  private static final int RESOURCES = 4;
  private static final int CALLS_EACH =
      8 * Math.max(1, Integer.getInteger("azdrill.tries", 50) / 50);
  private static final AwsCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final AtomicLong stamps = new AtomicLong();
  private SimulatorServer server;
  private Ec2Client ec2;
  private RdsClient rds;

  @BeforeEach
  void serve() throws IOException {
    server =
        SimulatorServer.start(
            "many clients",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Set.of(),
            60);
    ec2 = client(Ec2Client.builder());
    rds = client(RdsClient.builder());
  }

  /** One that never asks twice: a call that is repeated would be two. */
  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(Region.EU_WEST_2)
        .credentialsProvider(ANYBODY)
        .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
        .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  @AfterEach
  void close() {
    ec2.close();
    rds.close();
    server.close();
  }

  /** What each of the clients did, all of whom begin together. */
  private <T> List<T> together(Client<T> client) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    CyclicBarrier start = new CyclicBarrier(CLIENTS);
    try {
      List<Callable<List<T>>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        all.add(
            () -> {
              start.await();
              return client.act(number, new SplittableRandom(number));
            });
      }
      List<T> done = new ArrayList<>();
      for (Future<List<T>> each : threads.invokeAll(all)) {
        done.addAll(each.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Client<T> {
    List<T> act(int number, SplittableRandom random);
  }

  /** A call to one of several resources. */
  private record Made(String resource, Call call) {}

  private Made made(
      String resource,
      Call.Action action,
      String value,
      Set<String> refusals,
      Supplier<String> it) {
    long asked = stamps.incrementAndGet();
    try {
      String seen = it.get();
      return new Made(resource, new Call(asked, stamps.incrementAndGet(), action, seen, true));
    } catch (AwsServiceException refused) {
      long answered = stamps.incrementAndGet();
      assertThat(refusals).contains(refused.awsErrorDetails().errorCode());
      return new Made(resource, new Call(asked, answered, action, value, false));
    }
  }

  private static void assertOneAfterTheOther(List<Made> all) {
    Map<String, List<Call>> histories =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    Made::resource, Collectors.mapping(Made::call, Collectors.toList())));
    assertThat(all).hasSize(CLIENTS * CALLS_EACH);
    assertThat(histories).hasSize(RESOURCES);
    histories.forEach(
        (resource, calls) ->
            assertThat(Linearization.isPossible(calls)).as("%s: %s", resource, calls).isTrue());
    assertThat(all).as("some were refused").anyMatch(each -> !each.call().isAccepted());
  }

  private List<String> subnets() {
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    return List.of("a", "b").stream()
        .map(
            zone ->
                ec2.createSubnet(
                        r ->
                            r.vpcId(vpc)
                                .availabilityZone("eu-west-2" + zone)
                                .cidrBlock("10.0." + (zone.equals("a") ? 0 : 1) + ".0/24"))
                    .subnet()
                    .subnetId())
        .toList();
  }

  @Test
  void what_is_named_by_its_client_is_created_changed_read_and_deleted_in_an_order()
      throws Exception {
    List<String> subnets = subnets();

    List<Made> all =
        together(
            (number, random) ->
                IntStream.range(0, CALLS_EACH)
                    .mapToObj(
                        each -> subnetGroup(subnets, random, "written-" + number + "-" + each))
                    .toList());

    assertOneAfterTheOther(all);
  }

  private Made subnetGroup(List<String> subnets, SplittableRandom random, String value) {
    String name = "group-" + random.nextInt(RESOURCES);
    Set<String> absent = Set.of("DBSubnetGroupNotFoundFault");
    return switch (random.nextInt(6)) {
      case 0 ->
          made(
              name,
              Call.Action.CREATE,
              value,
              Set.of("DBSubnetGroupAlreadyExists"),
              () ->
                  rds.createDBSubnetGroup(
                          r ->
                              r.dbSubnetGroupName(name)
                                  .dbSubnetGroupDescription(value)
                                  .subnetIds(subnets))
                      .dbSubnetGroup()
                      .dbSubnetGroupDescription());
      case 1 ->
          made(
              name,
              Call.Action.WRITE,
              value,
              absent,
              () ->
                  rds.modifyDBSubnetGroup(
                          r ->
                              r.dbSubnetGroupName(name)
                                  .dbSubnetGroupDescription(value)
                                  .subnetIds(subnets))
                      .dbSubnetGroup()
                      .dbSubnetGroupDescription());
      case 2 ->
          made(
              name,
              Call.Action.DELETE,
              "",
              absent,
              () -> {
                rds.deleteDBSubnetGroup(r -> r.dbSubnetGroupName(name));
                return "";
              });
      default ->
          made(
              name,
              Call.Action.READ,
              "",
              absent,
              () ->
                  rds.describeDBSubnetGroups(r -> r.dbSubnetGroupName(name))
                      .dbSubnetGroups()
                      .get(0)
                      .dbSubnetGroupDescription());
    };
  }

  @Test
  void what_is_part_of_another_resource_too() throws Exception {
    String subnet = subnets().get(0);
    List<String> targets =
        IntStream.range(0, 3)
            .mapToObj(each -> ec2.createNetworkInterface(r -> r.subnetId(subnet)))
            .map(each -> each.networkInterface().networkInterfaceId())
            .toList();
    String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
    String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();

    List<Made> all =
        together(
            (number, random) ->
                IntStream.range(0, CALLS_EACH)
                    .mapToObj(
                        each -> route(table, random, targets.get(random.nextInt(targets.size()))))
                    .toList());

    assertOneAfterTheOther(all);
  }

  private Made route(String table, SplittableRandom random, String target) {
    String to = "192.168." + random.nextInt(RESOURCES) + ".0/24";
    return switch (random.nextInt(6)) {
      case 0 ->
          made(
              to,
              Call.Action.CREATE,
              target,
              Set.of("RouteAlreadyExists"),
              () -> {
                ec2.createRoute(
                    r -> r.routeTableId(table).destinationCidrBlock(to).networkInterfaceId(target));
                return target;
              });
      case 1 ->
          made(
              to,
              Call.Action.WRITE,
              target,
              Set.of("InvalidParameterValue", "InvalidRoute.NotFound"),
              () -> {
                ec2.replaceRoute(
                    r -> r.routeTableId(table).destinationCidrBlock(to).networkInterfaceId(target));
                return target;
              });
      case 2 ->
          made(
              to,
              Call.Action.DELETE,
              "",
              Set.of("InvalidRoute.NotFound"),
              () -> {
                ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(to));
                return "";
              });
      default -> read(table, to);
    };
  }

  /** Nothing refuses to describe a table that lacks a route. */
  private Made read(String table, String to) {
    long asked = stamps.incrementAndGet();
    List<String> seen =
        ec2.describeRouteTables(r -> r.routeTableIds(table)).routeTables().get(0).routes().stream()
            .filter(each -> to.equals(each.destinationCidrBlock()))
            .map(each -> each.networkInterfaceId())
            .toList();
    long answered = stamps.incrementAndGet();
    assertThat(seen).as("a route has one target").hasSizeLessThan(2);
    return new Made(
        to, new Call(asked, answered, Call.Action.READ, String.join("", seen), !seen.isEmpty()));
  }

  @Test
  void nothing_is_lost_and_nothing_is_given_twice() throws Exception {
    String subnet = subnets().get(0);

    List<NetworkInterface> kept =
        together(
            (number, random) -> {
              List<NetworkInterface> own = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                own.add(ec2.createNetworkInterface(r -> r.subnetId(subnet)).networkInterface());
              }
              NetworkInterface given = own.remove(random.nextInt(own.size()));
              ec2.deleteNetworkInterface(r -> r.networkInterfaceId(given.networkInterfaceId()));
              return own;
            });

    assertThat(kept)
        .hasSize(3 * CLIENTS)
        .extracting(NetworkInterface::networkInterfaceId)
        .doesNotHaveDuplicates();
    assertThat(kept).extracting(NetworkInterface::privateIpAddress).doesNotHaveDuplicates();
    assertThat(ec2.describeNetworkInterfaces().networkInterfaces())
        .extracting(NetworkInterface::networkInterfaceId)
        .containsExactlyInAnyOrderElementsOf(
            kept.stream().map(NetworkInterface::networkInterfaceId).toList());
  }
}
