package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.Refused.words;
import static dev.azdrill.simulator.ec2.compute.InstancesTest.AL2023;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.RegionUnderTest;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Sources: Amazon EC2 User Guide, "Amazon EC2 key pairs and Amazon EC2 instances" and "Verify the
 * fingerprint of your key pair"; API Reference, "CreateKeyPair" and its neighbours. The keys of
 * others were made by OpenSSH, their fingerprints by OpenSSL and OpenSSH.
 */
class KeyPairsTest {
  private static final String RSA_BLOB =
      "AAAAB3NzaC1yc2EAAAADAQABAAAAgQDP0kASobR18+85XOjOM1qLTyVzA4IWC01LXKan6yWvhOb8PymZ51bJxAOWDWnP"
          + "HszgHpU47uOdluBMxUeITZJBJNKfqBaOQBgLh6GhZGMzRRuF0JCEvfkNCI3aqIFnyw5txia4ZWwMkzxXlD/cEi7N"
          + "AqEaQ4pp5y5wTP9mmTNVpQ==";
  private static final String RSA_FINGERPRINT = "bf:31:b4:3c:43:9e:6d:9b:2d:b5:39:7b:6e:5e:ff:a9";
  private static final String ED25519_LINE =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJxGzgO6Y4XmywFaYOY0lry7EX5YluigPgEQCLH4TTVm";
  private static final String ED25519_FINGERPRINT = "8pWlX0P6P1Stj2DceLU96xeMRbeZGbdAXRx+kGZbXYw=";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;

  @BeforeEach
  void clients() {
    ec2 = region.aws().ec2();
  }

  private KeyPairInfo described(String name) {
    return ec2.describeKeyPairs(r -> r.keyNames(name).includePublicKey(true)).keyPairs().get(0);
  }

  private String imported(String name, String material) {
    return ec2.importKeyPair(
            r -> r.keyName(name).publicKeyMaterial(SdkBytes.fromUtf8String(material)))
        .keyFingerprint();
  }

  private List<String> names(Consumer<DescribeKeyPairsRequest.Builder> asked) {
    return ec2.describeKeyPairs(asked).keyPairs().stream().map(KeyPairInfo::keyName).toList();
  }

  private static byte[] pem(String text, String what) {
    assertThat(text)
        .startsWith("-----BEGIN " + what + "-----\n")
        .endsWith("\n-----END " + what + "-----");
    assertThat(text.lines()).allMatch(line -> line.length() <= 64);
    return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static List<byte[]> strings(byte[] blob) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    List<byte[]> strings = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] each = new byte[in.getInt()];
      in.get(each);
      strings.add(each);
    }
    return strings;
  }

  private static void belongTogether(String algorithm, PrivateKey secret, PublicKey shared)
      throws Exception {
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(shared);
    signature.update(text);
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void an_rsa_key_that_is_created_signs_what_the_public_key_that_is_described_verifies()
      throws Exception {
    CreateKeyPairResponse made = ec2.createKeyPair(r -> r.keyName("mine"));

    KeyPairInfo shown = described("mine");
    List<String> line = List.of(shown.publicKey().split(" ", -1));
    List<byte[]> parts = strings(Base64.getDecoder().decode(line.get(1)));
    BigInteger modulus = new BigInteger(parts.get(2));
    KeyFactory factory = KeyFactory.getInstance("RSA");
    byte[] pkcs8 = SshKey.privateKeyInfo(pem(made.keyMaterial(), "RSA PRIVATE KEY"));
    belongTogether(
        "SHA256withRSA",
        factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
        factory.generatePublic(new RSAPublicKeySpec(modulus, new BigInteger(parts.get(1)))));
    assertThat(line.get(0)).isEqualTo("ssh-rsa");
    assertThat(line.get(2)).isEqualTo("mine");
    assertThat(modulus.bitLength()).isEqualTo(2048);
    assertThat(made.keyPairId()).matches("key-0[0-9a-f]{16}").isEqualTo(shown.keyPairId());
    assertThat(made.keyFingerprint())
        .matches("[0-9a-f]{2}(:[0-9a-f]{2}){19}")
        .isEqualTo(shown.keyFingerprint());
    assertThat(shown.keyType()).isEqualTo(KeyType.RSA);
    assertThat(shown.createTime()).isEqualTo(region.aws().clock().now());
  }

  @Test
  void an_ed25519_key_that_is_created_is_an_openssh_file_with_both_halves() throws Exception {
    CreateKeyPairResponse made = ec2.createKeyPair(r -> r.keyName("ed").keyType(KeyType.ED25519));

    byte[] file = pem(made.keyMaterial(), "OPENSSH PRIVATE KEY");
    int head = "openssh-key-v1\0".length() + 8 + 8 + 4;
    ByteBuffer in = ByteBuffer.wrap(file, head, file.length - head);
    assertThat(in.getInt()).as("keys in the file").isEqualTo(1);
    List<byte[]> halves = strings(Arrays.copyOfRange(file, head + 4, file.length));
    byte[] point = strings(halves.get(0)).get(1);
    byte[] secrets = halves.get(1);
    assertThat(secrets.length % 8).isZero();
    assertThat(Arrays.copyOf(secrets, 4)).isEqualTo(Arrays.copyOfRange(secrets, 4, 8));
    byte[] secret = Arrays.copyOfRange(secrets, 8 + 15 + 36 + 4, 8 + 15 + 36 + 4 + 32);
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    byte[] x509 =
        HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(point));
    belongTogether(
        "Ed25519",
        factory.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret)),
        factory.generatePublic(new X509EncodedKeySpec(x509)));
    assertThat(described("ed").publicKey())
        .isEqualTo("ssh-ed25519 " + Base64.getEncoder().encodeToString(halves.get(0)) + " ed");
    assertThat(imported("again", described("ed").publicKey())).isEqualTo(made.keyFingerprint());
  }

  @Test
  void keys_are_different_from_one_another_and_the_same_in_a_region_of_the_same_seed() {
    String first = ec2.createKeyPair(r -> r.keyName("a")).keyMaterial();
    String second = ec2.createKeyPair(r -> r.keyName("b")).keyMaterial();

    assertThat(first).isNotEqualTo(second);
    assertThat(ofRegion("one")).isEqualTo(ofRegion("one")).isNotEqualTo(ofRegion("other"));
  }

  private static String ofRegion(String seed) {
    try (SimulatorPlatform platform = SimulatorPlatform.create(seed)) {
      return Somebody.beside(platform.session())
          .ec2()
          .createKeyPair(r -> r.keyName("a"))
          .keyMaterial();
    }
  }

  @Test
  void a_key_is_imported_in_each_of_the_documented_formats() {
    String rfc4716 =
        "---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"somebody's \\\nlong comment\"\n"
            + RSA_BLOB.replaceAll("(.{70})", "$1\n")
            + "\n---- END SSH2 PUBLIC KEY ----\n";
    String der =
        """
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDP0kASobR18+85XOjOM1qLTyVz
        A4IWC01LXKan6yWvhOb8PymZ51bJxAOWDWnPHszgHpU47uOdluBMxUeITZJBJNKf
        qBaOQBgLh6GhZGMzRRuF0JCEvfkNCI3aqIFnyw5txia4ZWwMkzxXlD/cEi7NAqEa
        Q4pp5y5wTP9mmTNVpQIDAQAB""";

    assertThat(imported("line", "ssh-rsa " + RSA_BLOB + " me@here\n")).isEqualTo(RSA_FINGERPRINT);
    assertThat(imported("file", rfc4716)).isEqualTo(RSA_FINGERPRINT);
    assertThat(imported("der", der)).isEqualTo(RSA_FINGERPRINT);
    assertThat(imported("ed", ED25519_LINE)).isEqualTo(ED25519_FINGERPRINT);
    assertThat(described("ed").keyType()).isEqualTo(KeyType.ED25519);
    assertThat(described("der").publicKey()).isEqualTo("ssh-rsa " + RSA_BLOB + " der");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssh-rsa",
        "ssh-rsa AAAA",
        "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIJxGzgO6Y4XmywFaYOY0lry7EX5YluigPgEQCLH4TTVm",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAH5xGzgO6Y4XmywFaYOY0lry7EX5YluigPgEQCLH4TTU=",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAwCAAQ==",
        "ssh-dss AAAAB3NzaC1kc3MAAACBAP",
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY=",
        "-----BEGIN RSA PRIVATE KEY-----"
      })
  void what_is_no_public_key_is_not_imported(String material) {
    assertThat(refused(() -> imported("mine", material))).isEqualTo("InvalidKey.Format");
    assertThat(ec2.describeKeyPairs().keyPairs()).isEmpty();
    assertThat(ec2.describeTags().tags()).isEmpty();
  }

  @Test
  void names_are_unique_and_up_to_255_characters_of_ascii() {
    ec2.createKeyPair(r -> r.keyName("mine"));

    assertThat(words(() -> ec2.createKeyPair(r -> r.keyName("mine"))))
        .isEqualTo("The keypair 'mine' already exists.");
    assertThat(refused(() -> imported("mine", ED25519_LINE))).isEqualTo("InvalidKeyPair.Duplicate");
    for (String name : List.of(" ", " mine", "clé", "x".repeat(256))) {
      assertThat(refused(() -> ec2.createKeyPair(r -> r.keyName(name))))
          .as(name)
          .isEqualTo("InvalidParameterValue");
    }
    assertThat(refused(() -> ec2.createKeyPair(r -> r.keyName("dsa").keyType("dsa"))))
        .isEqualTo("InvalidParameterValue");
    assertThat(words(() -> ec2.createKeyPair(r -> r.keyName("win").keyFormat("ppk"))))
        .contains("KeyFormat");
    assertThat(names(r -> {})).containsExactly("mine");
    imported("x".repeat(255), ED25519_LINE);
  }

  @Test
  void pairs_are_described_by_name_by_id_and_by_filter() {
    Tag team = Tag.builder().key("team").value("a").build();
    CreateKeyPairResponse tagged =
        ec2.createKeyPair(
            r ->
                r.keyName("tagged")
                    .keyType(KeyType.ED25519)
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.KEY_PAIR)
                            .tags(team)
                            .build()));
    imported("other", ED25519_LINE);

    assertThat(tagged.tags()).containsExactly(team);
    assertThat(names(r -> r.keyPairIds(tagged.keyPairId()))).containsExactly("tagged");
    assertThat(names(r -> r.filters(by("key-pair-id", tagged.keyPairId()))))
        .containsExactly("tagged");
    assertThat(names(r -> r.filters(by("key-name", "oth*")))).containsExactly("other");
    assertThat(names(r -> r.filters(by("fingerprint", ED25519_FINGERPRINT))))
        .containsExactly("other");
    assertThat(names(r -> r.filters(by("tag:team", "a")))).containsExactly("tagged");
    assertThat(names(r -> r.filters(by("tag-key", "team")))).containsExactly("tagged");
    assertThat(ec2.describeKeyPairs().keyPairs()).allMatch(each -> each.publicKey() == null);
    assertThat(described("tagged").tags()).containsExactly(team);
    assertThat(refused(() -> names(r -> r.keyNames("none")))).isEqualTo("InvalidKeyPair.NotFound");
    assertThat(refused(() -> names(r -> r.keyPairIds("key-00000000000000000"))))
        .isEqualTo("InvalidKeyPair.NotFound");
    assertThat(refused(() -> names(r -> r.keyPairIds("tagged"))))
        .isEqualTo("InvalidParameterValue");
    assertThat(refused(() -> names(r -> r.filters(by("colour", "red")))))
        .isEqualTo("InvalidParameterValue");
  }

  private static Filter by(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  @Test
  void to_delete_what_is_not_there_is_no_error() {
    String id = ec2.createKeyPair(r -> r.keyName("mine").keyType(KeyType.ED25519)).keyPairId();
    ec2.createKeyPair(r -> r.keyName("other").keyType(KeyType.ED25519));
    ec2.createTags(r -> r.resources(id).tags(Tag.builder().key("k").value("v").build()));

    assertThat(ec2.deleteKeyPair(r -> r.keyName("mine")).keyPairId()).isEqualTo(id);
    assertThat(ec2.deleteKeyPair(r -> r.keyName("mine")).keyPairId()).isNull();
    assertThat(ec2.deleteKeyPair(r -> r.keyPairId(id)).keyPairId()).isNull();
    assertThat(refused(() -> ec2.deleteKeyPair(r -> {}))).isEqualTo("MissingParameter");
    assertThat(names(r -> {})).containsExactly("other");
    assertThat(ec2.describeTags().tags()).isEmpty();
  }

  @Test
  void an_instance_is_launched_with_a_pair_that_exists_and_keeps_its_name() {
    String subnet = subnet();
    assertThat(refused(() -> run(subnet, r -> r.keyName("mine"))))
        .isEqualTo("InvalidKeyPair.NotFound");
    ec2.createKeyPair(r -> r.keyName("mine").keyType(KeyType.ED25519));

    String id = run(subnet, r -> r.keyName("mine")).instanceId();
    String other = run(subnet, r -> {}).instanceId();
    ec2.deleteKeyPair(r -> r.keyName("mine"));

    assertThat(instances("mine")).extracting(Instance::instanceId).containsExactly(id);
    assertThat(instances("mine")).extracting(Instance::keyName).containsExactly("mine");
    assertThat(
            ec2.describeInstances(r -> r.instanceIds(other))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .keyName())
        .isNull();
  }

  @Test
  void a_template_is_stored_with_a_warning_and_launched_when_its_pair_exists() {
    String subnet = subnet();
    assertThat(
            ec2.createLaunchTemplate(
                    r ->
                        r.launchTemplateName("web")
                            .launchTemplateData(
                                d -> d.imageId(AL2023).instanceType("t3.micro").keyName("mine")))
                .warning()
                .errors())
        .extracting("code")
        .containsExactly("InvalidKeyPair.NotFound");
    assertThat(refused(() -> fromTemplate(subnet))).isEqualTo("InvalidKeyPair.NotFound");
    assertThat(catchThrowable(() -> group(subnet)).getMessage())
        .contains("The key pair 'mine' does not exist");

    ec2.createKeyPair(r -> r.keyName("mine").keyType(KeyType.ED25519));
    fromTemplate(subnet);
    group(subnet);
    region.pass(Duration.ofMinutes(3));
    assertThat(instances("mine")).hasSize(2);
  }

  private void group(String subnet) {
    region
        .aws()
        .autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName("web")
                    .minSize(1)
                    .maxSize(1)
                    .vpcZoneIdentifier(subnet)
                    .launchTemplate(t -> t.launchTemplateName("web")));
  }

  private void fromTemplate(String subnet) {
    ec2.runInstances(
        r ->
            r.launchTemplate(t -> t.launchTemplateName("web"))
                .subnetId(subnet)
                .minCount(1)
                .maxCount(1));
  }

  private List<Instance> instances(String keyName) {
    return ec2.describeInstances(r -> r.filters(by("key-name", keyName))).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  private String subnet() {
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.1.0/24")).subnet().subnetId();
  }

  private Instance run(String subnet, Consumer<RunInstancesRequest.Builder> more) {
    return ec2.runInstances(
            r -> {
              r.imageId(AL2023).instanceType("t3.micro").subnetId(subnet).minCount(1).maxCount(1);
              more.accept(r);
            })
        .instances()
        .get(0);
  }
}
