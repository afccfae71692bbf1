package dev.azdrill.simulator.rds;

import dev.azdrill.catalogue.Postgres;
import dev.azdrill.catalogue.PostgresParameter;
import dev.azdrill.catalogue.PostgresParameters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * DB parameter groups. What they set is described, and DB instances say whether it is in force; a
 * database here does not behave otherwise for it.
 *
 * <p>Source: Amazon RDS User Guide, "DB parameter groups for Amazon RDS DB instances", and API
 * Reference.
 */
final class ParameterGroups {
  static final String IN_SYNC = "in-sync";
  static final String PENDING_REBOOT = "pending-reboot";

  private static final String DEFAULT = "default.";
  private static final String NAME = "DBParameterGroupName";

  /** Source: Amazon RDS API Reference, {@code ModifyDBParameterGroup}. */
  private static final int PARAMETERS_MAX = 20;

  /** Whose DB instances have a group. */
  interface Users {
    /** The DB instances that have it. */
    List<String> usersOfParameters(String group);

    /** Those that have it take what it sets now only when they are rebooted. */
    void awaitReboot(String group);
  }

  private final Map<String, ParameterGroup> byName = new TreeMap<>();
  private final RegionLocation place;
  private final RdsTags tags;

  ParameterGroups(RegionLocation place, RdsTags tags) {
    this.place = place;
    this.tags = tags;
  }

  void enter(Operations.Page page, Users users) {
    page.write("CreateDBParameterGroup", CreateDbParameterGroupRequest::builder, this::create);
    page.write("CopyDBParameterGroup", CopyDbParameterGroupRequest::builder, this::copy);
    page.read(
        "DescribeDBParameterGroups",
        DescribeDbParameterGroupsRequest::builder,
        (DescribeDbParameterGroupsRequest request) -> describe(request, users));
    page.read(
        "DescribeDBParameters", DescribeDbParametersRequest::builder, this::describeParameters);
    page.write(
        "ModifyDBParameterGroup",
        ModifyDbParameterGroupRequest::builder,
        (ModifyDbParameterGroupRequest request) -> modify(request, users));
    page.write(
        "ResetDBParameterGroup",
        ResetDbParameterGroupRequest::builder,
        (ResetDbParameterGroupRequest request) -> reset(request, users));
    page.write(
        "DeleteDBParameterGroup",
        DeleteDbParameterGroupRequest::builder,
        (DeleteDbParameterGroupRequest request) -> delete(request, users));
  }

  /** The family of a version: {@code postgres16} of {@code 16.8}. */
  static String family(String version) {
    return Engines.POSTGRES + Engines.major(version);
  }

  /**
   * The group that a DB instance gets.
   *
   * @param asked its name; the default one of the version where it is null
   * @param status whether what it sets is in force
   * @throws dev.azdrill.simulator.world.AwsError where there is none, or it is for another version
   */
  DBParameterGroupStatus of(@Nullable String asked, String version, String status) {
    String family = family(version);
    String name = asked == null ? DEFAULT + family : RequestParameters.known(asked);
    DBParameterGroup group = known(name).shown();
    if (!group.dbParameterGroupFamily().equals(family)) {
      throw RdsErrors.parameterGroupOfOtherFamily(name, group.dbParameterGroupFamily(), family);
    }
    return DBParameterGroupStatus.builder()
        .dbParameterGroupName(name)
        .parameterApplyStatus(status)
        .build();
  }

  /** Whether there is a group of this name here, for this family. */
  boolean isOfFamily(String name, String family) {
    return Optional.ofNullable(byName.get(name))
        .or(() -> byDefault(name))
        .filter(group -> group.family().equals(family))
        .isPresent();
  }

  private CreateDbParameterGroupResponse create(CreateDbParameterGroupRequest request) {
    String family =
        RequestParameters.required("DBParameterGroupFamily", request.dbParameterGroupFamily());
    if (families().noneMatch(family::equals)) {
      throw RdsErrors.parameterGroupFamilyInvalid(family);
    }
    return CreateDbParameterGroupResponse.builder()
        .dbParameterGroup(
            add(
                request.dbParameterGroupName(),
                family,
                RequestParameters.required("Description", request.description()),
                Map.of(),
                request.tags()))
        .build();
  }

  private static Stream<String> families() {
    return Postgres.majors().stream().map(major -> Engines.POSTGRES + major);
  }

  private CopyDbParameterGroupResponse copy(CopyDbParameterGroupRequest request) {
    ParameterGroup source = known(request.sourceDBParameterGroupIdentifier());
    return CopyDbParameterGroupResponse.builder()
        .dbParameterGroup(
            add(
                request.targetDBParameterGroupIdentifier(),
                source.family(),
                RequestParameters.required(
                    "TargetDBParameterGroupDescription",
                    request.targetDBParameterGroupDescription()),
                source.set(),
                request.tags()))
        .build();
  }

  private DBParameterGroup add(
      String asked,
      String family,
      String description,
      Map<String, ParameterGroup.Value> set,
      List<Tag> first) {
    String name = RequestParameters.newName(NAME, asked);
    if (byName.containsKey(name)) {
      throw RdsErrors.parameterGroupExists(name);
    }
    RdsTags.together(Map.of(), first);
    ParameterGroup group = new ParameterGroup(shown(name, family, description), set);
    byName.put(name, group);
    tags.create(group.shown().dbParameterGroupArn(), first);
    return group.shown();
  }

  private DBParameterGroup shown(String name, String family, String description) {
    return DBParameterGroup.builder()
        .dbParameterGroupName(name)
        .dbParameterGroupFamily(family)
        .description(description)
        .dbParameterGroupArn(place.arn(Service.RDS, "pg:" + name))
        .build();
  }

  /** The default groups that a DB instance has, and all that somebody made. */
  private DescribeDbParameterGroupsResponse describe(
      DescribeDbParameterGroupsRequest request, Users users) {
    List<DBParameterGroup> asked = new ArrayList<>();
    if (request.dbParameterGroupName() != null) {
      asked.add(known(request.dbParameterGroupName()).shown());
    } else {
      families()
          .map(family -> DEFAULT + family)
          .filter(name -> !users.usersOfParameters(name).isEmpty())
          .forEach(name -> asked.add(known(name).shown()));
      byName.values().forEach(each -> asked.add(each.shown()));
    }
    Page<DBParameterGroup> page =
        RequestParameters.page(asked, request.marker(), request.maxRecords());
    return DescribeDbParameterGroupsResponse.builder()
        .dbParameterGroups(page.items())
        .marker(page.next())
        .build();
  }

  private DescribeDbParametersResponse describeParameters(DescribeDbParametersRequest request) {
    ParameterGroup group = known(request.dbParameterGroupName());
    String source = request.source();
    List<Parameter> asked =
        PostgresParameters.all().stream()
            .map(group::parameter)
            .filter(each -> source == null || source.equals(each.source()))
            .toList();
    Page<Parameter> page = RequestParameters.page(asked, request.marker(), request.maxRecords());
    return DescribeDbParametersResponse.builder()
        .parameters(page.items())
        .marker(page.next())
        .build();
  }

  private ModifyDbParameterGroupResponse modify(
      ModifyDbParameterGroupRequest request, Users users) {
    ParameterGroup group = own(request.dbParameterGroupName());
    requireSome(request.parameters());
    Map<String, ParameterGroup.Value> changed = new LinkedHashMap<>();
    for (Parameter each : request.parameters()) {
      PostgresParameter one = settable(each);
      String value = RequestParameters.required("ParameterValue", each.parameterValue());
      if (!one.takes(value)) {
        throw RdsErrors.parameterValueNotAllowed(one.name(), value, one.allowedValues());
      }
      changed.put(one.name(), new ParameterGroup.Value(value, each.applyMethod()));
    }
    byName.put(group.name(), group.with(changed));
    awaitReboot(group, request.parameters(), users);
    return ModifyDbParameterGroupResponse.builder().dbParameterGroupName(group.name()).build();
  }

  /** Without a word of which, all that is set; static ones then wait for a reboot, as on AWS. */
  private ResetDbParameterGroupResponse reset(ResetDbParameterGroupRequest request, Users users) {
    ParameterGroup group = own(request.dbParameterGroupName());
    if (!request.parameters().isEmpty() && !Boolean.TRUE.equals(request.resetAllParameters())) {
      requireSome(request.parameters());
      List<String> names =
          request.parameters().stream().map(each -> settable(each).name()).toList();
      byName.put(group.name(), group.without(names));
      awaitReboot(group, request.parameters(), users);
    } else {
      byName.put(group.name(), group.without(group.set().keySet()));
      if (!group.set().isEmpty()) {
        users.awaitReboot(group.name());
      }
    }
    return ResetDbParameterGroupResponse.builder().dbParameterGroupName(group.name()).build();
  }

  private static void requireSome(List<Parameter> parameters) {
    if (parameters.isEmpty() || parameters.size() > PARAMETERS_MAX) {
      throw RdsErrors.parametersOutOfBounds(PARAMETERS_MAX, parameters.size());
    }
  }

  private static PostgresParameter settable(Parameter asked) {
    String name = RequestParameters.required("ParameterName", asked.parameterName());
    PostgresParameter one =
        PostgresParameters.named(name).orElseThrow(() -> RdsErrors.parameterUnknown(name));
    if (asked.applyMethod() != ApplyMethod.IMMEDIATE
        && asked.applyMethod() != ApplyMethod.PENDING_REBOOT) {
      throw RdsErrors.applyMethodInvalid(asked.applyMethodAsString());
    }
    if (one.isStatic() && asked.applyMethod() == ApplyMethod.IMMEDIATE) {
      throw RdsErrors.staticParameterAtOnce(name);
    }
    return one;
  }

  private static void awaitReboot(ParameterGroup group, List<Parameter> changed, Users users) {
    if (changed.stream().anyMatch(each -> each.applyMethod() == ApplyMethod.PENDING_REBOOT)) {
      users.awaitReboot(group.name());
    }
  }

  private DeleteDbParameterGroupResponse delete(
      DeleteDbParameterGroupRequest request, Users users) {
    ParameterGroup group = own(request.dbParameterGroupName());
    if (!users.usersOfParameters(group.name()).isEmpty()) {
      throw RdsErrors.parameterGroupInUse(group.name());
    }
    byName.remove(group.name());
    tags.forget(group.shown().dbParameterGroupArn());
    return DeleteDbParameterGroupResponse.builder().build();
  }

  /** One that can be changed. */
  private ParameterGroup own(String nameOrArn) {
    ParameterGroup group = known(nameOrArn);
    if (group.name().startsWith(DEFAULT)) {
      throw RdsErrors.defaultParameterGroupFixed(group.name());
    }
    return group;
  }

  private ParameterGroup known(String nameOrArn) {
    String name = RequestParameters.known(RequestParameters.required(NAME, nameOrArn));
    return Optional.ofNullable(byName.get(name))
        .or(() -> byDefault(name))
        .orElseThrow(() -> RdsErrors.parameterGroupNotFound(name));
  }

  private Optional<ParameterGroup> byDefault(String name) {
    return families()
        .filter(family -> name.equals(DEFAULT + family))
        .findFirst()
        .map(
            family ->
                new ParameterGroup(
                    shown(name, family, "Default parameter group for " + family), Map.of()));
  }
}
