package dev.azdrill.simulator.rds;

import dev.azdrill.catalogue.Postgres;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.OptionConfiguration;
import software.amazon.awssdk.services.rds.model.OptionGroup;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Option groups. PostgreSQL has no options, so those that are simulated are empty, and no DB
 * instance behaves otherwise for having one.
 *
 * <p>Source: Amazon RDS User Guide, "Working with option groups", and API Reference.
 */
final class OptionGroups {
  private static final String DEFAULT = "default:";
  private static final String NAME = "OptionGroupName";
  private static final String MAJOR = "MajorEngineVersion";

  /** Whose DB instances have a group. */
  interface Users {
    /** The DB instances that have it. */
    List<String> usersOfOptions(String group);
  }

  private final Map<String, OptionGroup> byName = new TreeMap<>();
  private final RegionLocation place;
  private final RdsTags tags;

  OptionGroups(RegionLocation place, RdsTags tags) {
    this.place = place;
    this.tags = tags;
  }

  void enter(Operations.Page page, Users users) {
    page.write("CreateOptionGroup", CreateOptionGroupRequest::builder, this::create);
    page.write("CopyOptionGroup", CopyOptionGroupRequest::builder, this::copy);
    page.read(
        "DescribeOptionGroups",
        DescribeOptionGroupsRequest::builder,
        (DescribeOptionGroupsRequest request) -> describe(request, users));
    page.read(
        "DescribeOptionGroupOptions",
        DescribeOptionGroupOptionsRequest::builder,
        OptionGroups::describeOptions);
    page.write("ModifyOptionGroup", ModifyOptionGroupRequest::builder, this::modify);
    page.write(
        "DeleteOptionGroup",
        DeleteOptionGroupRequest::builder,
        (DeleteOptionGroupRequest request) -> delete(request, users));
  }

  /**
   * The membership of a DB instance. It is in sync at once: there is no option to wait for.
   *
   * @param asked the name of the group; the default one of the version where it is null
   * @throws dev.azdrill.simulator.world.AwsError where there is none, or it is for another version
   */
  OptionGroupMembership of(@Nullable String asked, String version) {
    String major = Engines.major(version);
    String name = asked == null ? byDefault(major) : known(asked).optionGroupName();
    if (!known(name).majorEngineVersion().equals(major)) {
      throw OptionGroupErrors.ofOtherVersion(name, known(name).majorEngineVersion(), major);
    }
    return OptionGroupMembership.builder().optionGroupName(name).status("in-sync").build();
  }

  /**
   * What a DB instance has when it runs this version: the same, where that is for it, or where the
   * catalogue does not know the version.
   */
  List<OptionGroupMembership> after(List<OptionGroupMembership> now, String version) {
    String major = Engines.major(version);
    return majors().noneMatch(major::equals)
            || now.stream()
                .allMatch(
                    each ->
                        Optional.ofNullable(each.optionGroupName())
                            .flatMap(this::find)
                            .filter(group -> group.majorEngineVersion().equals(major))
                            .isPresent())
        ? now
        : List.of(of(null, version));
  }

  private CreateOptionGroupResponse create(CreateOptionGroupRequest request) {
    requireEngine(RequestParameters.required("EngineName", request.engineName()));
    String major = RequestParameters.required(MAJOR, request.majorEngineVersion());
    requireMajor(major);
    return CreateOptionGroupResponse.builder()
        .optionGroup(
            add(
                request.optionGroupName(),
                major,
                RequestParameters.required(
                    "OptionGroupDescription", request.optionGroupDescription()),
                request.tags()))
        .build();
  }

  private static void requireEngine(@Nullable String engine) {
    if (engine != null && !engine.equals(Engines.POSTGRES)) {
      throw OptionGroupErrors.engine(engine);
    }
  }

  private static void requireMajor(@Nullable String major) {
    if (major != null && majors().noneMatch(major::equals)) {
      throw OptionGroupErrors.version(major);
    }
  }

  private static Stream<String> majors() {
    return Postgres.majors().stream().map(String::valueOf);
  }

  private CopyOptionGroupResponse copy(CopyOptionGroupRequest request) {
    OptionGroup source = known(request.sourceOptionGroupIdentifier());
    return CopyOptionGroupResponse.builder()
        .optionGroup(
            add(
                request.targetOptionGroupIdentifier(),
                source.majorEngineVersion(),
                RequestParameters.required(
                    "TargetOptionGroupDescription", request.targetOptionGroupDescription()),
                request.tags()))
        .build();
  }

  private OptionGroup add(String asked, String major, String description, List<Tag> first) {
    String name = RequestParameters.newName(NAME, asked);
    if (byName.containsKey(name)) {
      throw OptionGroupErrors.exists(name);
    }
    RdsTags.together(Map.of(), first);
    OptionGroup group = shown(name, major, description);
    byName.put(name, group);
    tags.create(group.optionGroupArn(), first);
    return group;
  }

  private OptionGroup shown(String name, String major, String description) {
    return OptionGroup.builder()
        .optionGroupName(name)
        .optionGroupDescription(description)
        .engineName(Engines.POSTGRES)
        .majorEngineVersion(major)
        .options(List.of())
        .allowsVpcAndNonVpcInstanceMemberships(true)
        .optionGroupArn(place.arn(Service.RDS, "og:" + name))
        .build();
  }

  /** The default groups that a DB instance has, and all that somebody made. */
  private DescribeOptionGroupsResponse describe(DescribeOptionGroupsRequest request, Users users) {
    if (request.optionGroupName() != null
        && (request.engineName() != null || request.majorEngineVersion() != null)) {
      throw OptionGroupErrors.byNameAndEngine();
    }
    List<OptionGroup> asked = new ArrayList<>();
    if (request.optionGroupName() != null) {
      asked.add(known(request.optionGroupName()));
    } else {
      requireEngine(request.engineName());
      requireMajor(request.majorEngineVersion());
      majors()
          .map(OptionGroups::byDefault)
          .filter(name -> !users.usersOfOptions(name).isEmpty())
          .forEach(name -> asked.add(known(name)));
      asked.addAll(byName.values());
      String major = request.majorEngineVersion();
      asked.removeIf(each -> major != null && !major.equals(each.majorEngineVersion()));
    }
    Page<OptionGroup> page = RequestParameters.page(asked, request.marker(), request.maxRecords());
    return DescribeOptionGroupsResponse.builder()
        .optionGroupsList(page.items())
        .marker(page.next())
        .build();
  }

  private static DescribeOptionGroupOptionsResponse describeOptions(
      DescribeOptionGroupOptionsRequest request) {
    requireEngine(RequestParameters.required("EngineName", request.engineName()));
    requireMajor(request.majorEngineVersion());
    RequestParameters.page(List.of(), request.marker(), request.maxRecords());
    return DescribeOptionGroupOptionsResponse.builder().optionGroupOptions(List.of()).build();
  }

  private ModifyOptionGroupResponse modify(ModifyOptionGroupRequest request) {
    OptionGroup group = own(request.optionGroupName());
    List<String> options = new ArrayList<>(request.optionsToRemove());
    request.optionsToInclude().stream().map(OptionConfiguration::optionName).forEach(options::add);
    if (options.isEmpty()) {
      throw OptionGroupErrors.optionsMissing();
    }
    throw OptionGroupErrors.optionUnknown(options.get(0), group.majorEngineVersion());
  }

  private DeleteOptionGroupResponse delete(DeleteOptionGroupRequest request, Users users) {
    OptionGroup group = own(request.optionGroupName());
    if (!users.usersOfOptions(group.optionGroupName()).isEmpty()) {
      throw OptionGroupErrors.inUse(group.optionGroupName());
    }
    byName.remove(group.optionGroupName());
    tags.forget(group.optionGroupArn());
    return DeleteOptionGroupResponse.builder().build();
  }

  /** One that can be changed. */
  private OptionGroup own(String nameOrArn) {
    OptionGroup group = known(nameOrArn);
    if (group.optionGroupName().startsWith(DEFAULT)) {
      throw OptionGroupErrors.defaultFixed(group.optionGroupName());
    }
    return group;
  }

  private OptionGroup known(String nameOrArn) {
    String given = RequestParameters.required(NAME, nameOrArn);
    return find(given).orElseThrow(() -> OptionGroupErrors.notFound(given));
  }

  /** The name of a default group has a colon, as an ARN has. */
  private Optional<OptionGroup> find(String nameOrArn) {
    return majors()
        .filter(major -> nameOrArn.endsWith(byDefault(major)))
        .findFirst()
        .map(
            major ->
                shown(
                    byDefault(major),
                    major,
                    "Default option group for " + Engines.POSTGRES + " " + major))
        .or(() -> Optional.ofNullable(byName.get(RequestParameters.known(nameOrArn))));
  }

  private static String byDefault(String major) {
    return DEFAULT + Engines.POSTGRES + "-" + major;
  }
}
