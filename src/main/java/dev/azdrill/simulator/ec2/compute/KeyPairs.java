package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Key pairs by id and by name. A launch needs the one that it names; an instance keeps the name of
 * one that is deleted.
 *
 * <p>Source: Amazon EC2 API Reference, "CreateKeyPair" and its neighbours.
 */
final class KeyPairs {
  private static final int NAME_MAX = 255;
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "key",
          "keyPairId",
          Ec2Errors.INVALID_PARAMETER_VALUE,
          "InvalidKeyPair.NotFound",
          "The key pair ID '%s' does not exist");

  private final Map<String, KeyPairInfo> byId = new LinkedHashMap<>();
  private final World world;
  private final ResourceTags tags;
  private final DescribeFilters<KeyPairInfo> filters;

  KeyPairs(World world, ResourceTags tags) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.filters =
        new DescribeFilters<KeyPairInfo>()
            .on("key-pair-id", KeyPairInfo::keyPairId)
            .on("fingerprint", KeyPairInfo::keyFingerprint)
            .on("key-name", KeyPairInfo::keyName)
            .onTags(pair -> tags.of(pair.keyPairId()));
  }

  void enter(Operations.Page page) {
    page.write("CreateKeyPair", CreateKeyPairRequest::builder, this::create);
    page.write("ImportKeyPair", ImportKeyPairRequest::builder, this::importPair);
    page.read("DescribeKeyPairs", DescribeKeyPairsRequest::builder, this::describe);
    page.write("DeleteKeyPair", DeleteKeyPairRequest::builder, this::delete);
  }

  /**
   * The key pair of this name.
   *
   * @throws AwsError when there is none
   */
  KeyPairInfo named(String name) {
    if (name.isBlank()) {
      throw KeyPairErrors.nameBlank();
    }
    return find(name).orElseThrow(() -> ComputeErrors.keyPairNotFound(name));
  }

  /**
   * Takes over a key pair as it is described elsewhere.
   *
   * @throws Adoption.NotAdopted when it cannot be
   */
  void take(KeyPairInfo described) {
    String id = NOUN.adopted(described.keyPairId(), byId);
    Adoption.required(described.keyName(), "KeyName");
    tags.adopt(ResourceType.KEY_PAIR, id, described.tags());
    byId.put(id, described.toBuilder().tags(List.of()).build());
  }

  /**
   * Makes a key pair known of which no more is described than that something was launched with it.
   */
  void assume(String name) {
    if (find(name).isEmpty()) {
      String id = tagged(List.of());
      byId.put(id, KeyPairInfo.builder().keyPairId(id).keyName(name).build());
    }
  }

  private Optional<KeyPairInfo> find(String name) {
    return byId.values().stream().filter(pair -> pair.keyName().equals(name)).findFirst();
  }

  private CreateKeyPairResponse create(CreateKeyPairRequest request) {
    String name = free(request.keyName());
    KeyType type = request.keyType() == null ? KeyType.RSA : request.keyType();
    if (type == KeyType.UNKNOWN_TO_SDK_VERSION) {
      throw Ec2Errors.invalidParameterValue(request.keyTypeAsString(), "KeyType");
    }
    String id = tagged(request.tagSpecifications());
    PrivateKeys.Made made = PrivateKeys.make(type, world.seed().derive("key pair " + id).random());
    keep(id, name, made.shared(), made.fingerprint());
    return CreateKeyPairResponse.builder()
        .keyPairId(id)
        .keyName(name)
        .keyFingerprint(made.fingerprint())
        .keyMaterial(made.pem())
        .tags(tags.list(id))
        .build();
  }

  private ImportKeyPairResponse importPair(ImportKeyPairRequest request) {
    String name = free(request.keyName());
    SshKey key = SshKey.parse(request.publicKeyMaterial().asString(StandardCharsets.ISO_8859_1));
    String id = tagged(request.tagSpecifications());
    keep(id, name, key, key.fingerprint());
    return ImportKeyPairResponse.builder()
        .keyPairId(id)
        .keyName(name)
        .keyFingerprint(key.fingerprint())
        .tags(tags.list(id))
        .build();
  }

  private String free(String name) {
    if (name.isBlank()) {
      throw KeyPairErrors.nameBlank();
    }
    if (name.length() > NAME_MAX) {
      throw KeyPairErrors.nameTooLong(name, NAME_MAX);
    }
    if (!name.matches("\\p{ASCII}+") || !name.equals(name.strip())) {
      throw KeyPairErrors.nameMalformed(name);
    }
    if (find(name).isPresent()) {
      throw KeyPairErrors.exists(name);
    }
    return name;
  }

  private String tagged(List<TagSpecification> asked) {
    String id = world.ids().next("key");
    tags.create(ResourceType.KEY_PAIR, id, asked);
    return id;
  }

  private void keep(String id, String name, SshKey key, String fingerprint) {
    byId.put(
        id,
        KeyPairInfo.builder()
            .keyPairId(id)
            .keyName(name)
            .keyType(key.type())
            .keyFingerprint(fingerprint)
            .publicKey(key.line(name))
            .createTime(world.kernel().now())
            .build());
  }

  private DescribeKeyPairsResponse describe(DescribeKeyPairsRequest request) {
    Collection<KeyPairInfo> chosen = byId.values();
    if (request.hasKeyNames() || request.hasKeyPairIds()) {
      List<KeyPairInfo> asked = new ArrayList<>();
      request.keyNames().forEach(name -> asked.add(named(name)));
      request.keyPairIds().forEach(id -> asked.add(NOUN.one(id, byId)));
      chosen = asked.stream().distinct().toList();
    }
    boolean withKey = Boolean.TRUE.equals(request.includePublicKey());
    return DescribeKeyPairsResponse.builder()
        .keyPairs(
            filters.apply(chosen, DescribeParameters.by(request.filters())).stream()
                .map(pair -> shown(pair, withKey))
                .toList())
        .build();
  }

  private KeyPairInfo shown(KeyPairInfo pair, boolean withKey) {
    return pair.toBuilder()
        .tags(tags.list(pair.keyPairId()))
        .publicKey(withKey ? pair.publicKey() : null)
        .build();
  }

  /** One that is not there is not there afterwards, either: no error. */
  private DeleteKeyPairResponse delete(DeleteKeyPairRequest request) {
    if (request.keyName() == null && request.keyPairId() == null) {
      throw KeyPairErrors.nameAndIdMissing();
    }
    if (request.keyName() != null && request.keyPairId() != null) {
      throw KeyPairErrors.nameWithId();
    }
    Optional<String> id =
        request.keyName() == null
            ? Optional.of(request.keyPairId()).filter(byId::containsKey)
            : find(request.keyName()).map(KeyPairInfo::keyPairId);
    id.ifPresent(
        each -> {
          byId.remove(each);
          tags.forget(each);
        });
    return DeleteKeyPairResponse.builder().returnValue(true).keyPairId(id.orElse(null)).build();
  }
}
