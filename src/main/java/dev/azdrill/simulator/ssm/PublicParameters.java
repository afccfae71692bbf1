package dev.azdrill.simulator.ssm;

import dev.azdrill.simulator.world.AmiCatalogue;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The parameters that AWS publishes for everybody: which machine image is the newest.
 *
 * <p>Source: AWS Systems Manager User Guide, "Calling AMI public parameters in Parameter Store".
 */
final class PublicParameters {
  private static final Instant PUBLISHED = Instant.parse("2025-12-10T18:30:00Z");

  private final Map<String, Parameter> byName = new TreeMap<>();

  PublicParameters(RegionLocation place) {
    for (AmiCatalogue image : AmiCatalogue.values()) {
      image.aliases().forEach(name -> byName.put(name, parameter(place, name, image.imageId())));
    }
  }

  void enter(Operations.Page page) {
    page.read("GetParameter", GetParameterRequest::builder, this::get);
    page.read("GetParameters", GetParametersRequest::builder, this::getSeveral);
    page.read("GetParametersByPath", GetParametersByPathRequest::builder, this::getByPath);
  }

  private static Parameter parameter(RegionLocation place, String name, String value) {
    return Parameter.builder()
        .name(name)
        .arn("arn:aws:ssm:" + place.region() + "::parameter" + name)
        .type(ParameterType.STRING)
        .dataType("text")
        .value(value)
        .version(1L)
        .lastModifiedDate(PUBLISHED)
        .build();
  }

  private GetParameterResponse get(GetParameterRequest request) {
    String wanted = request.name();
    return GetParameterResponse.builder()
        .parameter(find(wanted).orElseThrow(() -> SsmErrors.parameterNotFound(wanted)))
        .build();
  }

  private GetParametersResponse getSeveral(GetParametersRequest request) {
    return GetParametersResponse.builder()
        .parameters(request.names().stream().flatMap(name -> find(name).stream()).toList())
        .invalidParameters(
            request.names().stream().filter(name -> find(name).isEmpty()).distinct().toList())
        .build();
  }

  private GetParametersByPathResponse getByPath(GetParametersByPathRequest request) {
    String path = request.path().endsWith("/") ? request.path() : request.path() + "/";
    boolean deep = Boolean.TRUE.equals(request.recursive());
    List<Parameter> below =
        byName.values().stream()
            .filter(parameter -> parameter.name().startsWith(path))
            .filter(parameter -> deep || parameter.name().indexOf('/', path.length()) < 0)
            .toList();
    Page<Parameter> page =
        Page.cut(below, request.nextToken(), request.maxResults(), SsmErrors.INVALID_NEXT_TOKEN);
    return GetParametersByPathResponse.builder()
        .parameters(page.items())
        .nextToken(page.next())
        .build();
  }

  /** By name or by ARN, with or without a version after a colon. */
  private Optional<Parameter> find(String nameOrArn) {
    int path = nameOrArn.indexOf(":parameter/");
    String name = path < 0 ? nameOrArn : nameOrArn.substring(path + ":parameter".length());
    Parameter parameter =
        byName.get(name.endsWith(":1") ? name.substring(0, name.length() - 2) : name);
    return Optional.ofNullable(parameter);
  }
}
