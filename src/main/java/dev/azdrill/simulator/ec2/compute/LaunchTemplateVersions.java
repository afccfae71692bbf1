package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionResponse;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateVersionsResponseErrorItem;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateVersionsResponseSuccessItem;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateErrorCode;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** The versions of launch templates: made, described and deleted one by one. */
final class LaunchTemplateVersions {
  private static final DescribeFilters<LaunchTemplateVersion> FILTERS =
      new DescribeFilters<LaunchTemplateVersion>()
          .on("create-time", LaunchTemplateVersion::createTime)
          .on("is-default-version", LaunchTemplateVersion::defaultVersion)
          .on("image-id", version -> version.launchTemplateData().imageId())
          .on("instance-type", version -> version.launchTemplateData().instanceTypeAsString())
          .on("ebs-optimized", version -> version.launchTemplateData().ebsOptimized())
          .on(
              "http-tokens",
              version ->
                  version.launchTemplateData().metadataOptions() == null
                      ? null
                      : version.launchTemplateData().metadataOptions().httpTokensAsString())
          .on(
              "iam-instance-profile",
              version ->
                  version.launchTemplateData().iamInstanceProfile() == null
                      ? null
                      : version.launchTemplateData().iamInstanceProfile().arn());

  private final World world;
  private final LaunchTemplates templates;
  private final TemplateData data;

  LaunchTemplateVersions(World world, LaunchTemplates templates, TemplateData data) {
    this.world = world;
    this.templates = templates;
    this.data = data;
  }

  void enter(Operations.Page page) {
    page.write(
        "CreateLaunchTemplateVersion", CreateLaunchTemplateVersionRequest::builder, this::create);
    page.read(
        "DescribeLaunchTemplateVersions",
        DescribeLaunchTemplateVersionsRequest::builder,
        this::describe);
    page.write(
        "DeleteLaunchTemplateVersions", DeleteLaunchTemplateVersionsRequest::builder, this::delete);
  }

  private CreateLaunchTemplateVersionResponse create(CreateLaunchTemplateVersionRequest request) {
    Template template = templates.one(request.launchTemplateId(), request.launchTemplateName());
    ResponseLaunchTemplateData source =
        request.sourceVersion() == null
            ? ResponseLaunchTemplateData.builder().build()
            : template.version(request.sourceVersion()).launchTemplateData();
    TemplateData.Checked checked = data.check(request.launchTemplateData(), source);
    LaunchTemplateVersion version =
        template.add(
            checked.data(),
            request.versionDescription(),
            world.place().callerArn(),
            world.kernel().now());
    return CreateLaunchTemplateVersionResponse.builder()
        .launchTemplateVersion(shown(version, request.resolveAlias()))
        .warning(checked.warning())
        .build();
  }

  private DescribeLaunchTemplateVersionsResponse describe(
      DescribeLaunchTemplateVersionsRequest request) {
    List<LaunchTemplateVersion> all =
        chosen(request).stream().map(each -> shown(each, request.resolveAlias())).toList();
    Page<LaunchTemplateVersion> page =
        Page.cut(
            FILTERS.apply(all, DescribeParameters.by(request.filters())),
            request.nextToken(),
            request.maxResults(),
            Ec2Errors.INVALID_NEXT_TOKEN);
    return DescribeLaunchTemplateVersionsResponse.builder()
        .launchTemplateVersions(page.items())
        .nextToken(page.next())
        .build();
  }

  /** Without a template, {@code $Latest} and {@code $Default} may be asked of all templates. */
  private List<LaunchTemplateVersion> chosen(DescribeLaunchTemplateVersionsRequest request) {
    boolean named = request.launchTemplateId() != null || request.launchTemplateName() != null;
    if (named || !request.hasVersions()) {
      return chosen(
          templates.one(request.launchTemplateId(), request.launchTemplateName()), request);
    }
    if (!List.of("$Latest", "$Default").containsAll(request.versions())) {
      throw ComputeErrors.launchTemplateOfVersionsMissing();
    }
    List<LaunchTemplateVersion> all = new ArrayList<>();
    templates.all().forEach(template -> all.addAll(chosen(template, request)));
    return all;
  }

  private static List<LaunchTemplateVersion> chosen(
      Template template, DescribeLaunchTemplateVersionsRequest request) {
    List<LaunchTemplateVersion> chosen =
        request.versions().isEmpty()
            ? template.versions()
            : request.versions().stream().map(template::version).distinct().toList();
    long from = request.minVersion() == null ? 1 : number(request.minVersion());
    long to = request.maxVersion() == null ? Long.MAX_VALUE : number(request.maxVersion());
    return chosen.stream()
        .filter(version -> version.versionNumber() >= from && version.versionNumber() <= to)
        .toList();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ComputeErrors.versionNotNumber(text);
    }
  }

  private DeleteLaunchTemplateVersionsResponse delete(DeleteLaunchTemplateVersionsRequest request) {
    Template template = templates.one(request.launchTemplateId(), request.launchTemplateName());
    List<DeleteLaunchTemplateVersionsResponseSuccessItem> deleted = new ArrayList<>();
    List<DeleteLaunchTemplateVersionsResponseErrorItem> refused = new ArrayList<>();
    for (String text : request.versions()) {
      try {
        LaunchTemplateVersion version = template.version(text);
        template.remove(text);
        deleted.add(
            DeleteLaunchTemplateVersionsResponseSuccessItem.builder()
                .launchTemplateId(template.id())
                .launchTemplateName(template.name())
                .versionNumber(version.versionNumber())
                .build());
      } catch (AwsError refusal) {
        refused.add(refused(template, text, refusal));
      }
    }
    return DeleteLaunchTemplateVersionsResponse.builder()
        .successfullyDeletedLaunchTemplateVersions(deleted)
        .unsuccessfullyDeletedLaunchTemplateVersions(refused)
        .build();
  }

  private static DeleteLaunchTemplateVersionsResponseErrorItem refused(
      Template template, String version, AwsError refusal) {
    LaunchTemplateErrorCode code =
        ComputeErrors.isVersionNotFound(refusal)
            ? LaunchTemplateErrorCode.LAUNCH_TEMPLATE_VERSION_DOES_NOT_EXIST
            : LaunchTemplateErrorCode.UNEXPECTED_ERROR;
    return DeleteLaunchTemplateVersionsResponseErrorItem.builder()
        .launchTemplateId(template.id())
        .launchTemplateName(template.name())
        .versionNumber(version.matches("[0-9]{1,18}") ? Long.parseLong(version) : 0L)
        .responseError(error -> error.code(code).message(refusal.getMessage()))
        .build();
  }

  private LaunchTemplateVersion shown(LaunchTemplateVersion version, Boolean resolveAlias) {
    return Boolean.TRUE.equals(resolveAlias)
        ? version.toBuilder()
            .launchTemplateData(data.resolved(version.launchTemplateData()))
            .build()
        : version;
  }
}
