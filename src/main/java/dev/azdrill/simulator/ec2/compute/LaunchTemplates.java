package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Templates;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * Launch templates by id and by name. What a template says is not checked against what exists
 * before it is launched: EC2 stores it and warns.
 *
 * <p>Source: Amazon EC2 API Reference, "CreateLaunchTemplate" and its neighbours.
 */
final class LaunchTemplates implements Templates {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9().\\-/_]{3,128}");

  private final World world;
  private final ResourceTags tags;
  private final TemplateData data;
  private final DescribeFilters<LaunchTemplate> filters;
  private final Map<String, Template> templates = new LinkedHashMap<>();

  LaunchTemplates(World world, ResourceTags tags, TemplateData data) {
    this.world = world;
    this.tags = tags;
    this.filters =
        new DescribeFilters<LaunchTemplate>()
            .on("launch-template-name", LaunchTemplate::launchTemplateName)
            .on("create-time", LaunchTemplate::createTime)
            .onTags(template -> tags.of(template.launchTemplateId()));
    this.data = data;
  }

  void enter(Operations.Page page) {
    page.write("CreateLaunchTemplate", CreateLaunchTemplateRequest::builder, this::create);
    page.read("DescribeLaunchTemplates", DescribeLaunchTemplatesRequest::builder, this::describe);
    page.write("ModifyLaunchTemplate", ModifyLaunchTemplateRequest::builder, this::modify);
    page.write("DeleteLaunchTemplate", DeleteLaunchTemplateRequest::builder, this::delete);
  }

  @Override
  public LaunchTemplateVersion resolve(String idOrName, String version) {
    Template template =
        idOrName.startsWith("lt-") && !isName(idOrName) ? byId(idOrName) : byName(idOrName);
    return template.version(version);
  }

  @Override
  public void check(LaunchTemplateVersion version) {
    data.requireWhatIsNamed(version.launchTemplateData());
  }

  /**
   * Takes over a version as it is described elsewhere, and its template with the first of them.
   *
   * @throws Adoption.NotAdopted when too little is described of it
   */
  void adopt(LaunchTemplateVersion described) {
    String id = Adoption.required(described.launchTemplateId(), "LaunchTemplateId");
    String name = Adoption.required(described.launchTemplateName(), "LaunchTemplateName");
    Adoption.required(described.versionNumber(), "VersionNumber");
    Adoption.required(described.launchTemplateData(), "LaunchTemplateData");
    Instant created = Adoption.required(described.createTime(), "CreateTime");
    Template template = templates.get(id);
    if (template == null) {
      if (isName(name)) {
        throw new Adoption.NotAdopted("another launch template has its name");
      }
      template = new Template(id, name, described.createdBy(), created);
      tags.create(ResourceType.LAUNCH_TEMPLATE, id, List.of());
      templates.put(id, template);
    }
    template.adopt(described);
  }

  /** Tells what of the templates stands elsewhere and has no effect here. */
  void tellWhatIsLeftOut(Adoption adoption) {
    MissingLaunchInputs gone = MissingLaunchInputs.of(adoption.from());
    for (Template template : templates.values()) {
      if (!template.hasDefault()) {
        adoption.leftOut(
            Kind.LAUNCH_TEMPLATE_VERSION,
            template.id(),
            "which of its versions is the default one is not described");
      }
      for (LaunchTemplateVersion version : template.versions()) {
        data.obstacles(gone.without(version.launchTemplateData()))
            .forEach(
                each ->
                    adoption.leftOut(
                        Kind.LAUNCH_TEMPLATE_VERSION, String.valueOf(label(version)), each));
      }
    }
  }

  /** What a version is called; null where its template's id is not described. */
  static @Nullable String label(LaunchTemplateVersion version) {
    String id = version.launchTemplateId();
    return id == null ? null : id + " version " + version.versionNumber();
  }

  /** All templates, in the order of their creation. */
  Collection<Template> all() {
    return templates.values();
  }

  /**
   * The template that a request names.
   *
   * @throws AwsError when it names none, both ways, or one that does not exist
   */
  Template one(@Nullable String id, @Nullable String name) {
    if (id != null && name != null) {
      throw ComputeErrors.launchTemplateIdWithName();
    }
    if (id != null) {
      return byId(id);
    }
    if (name != null) {
      return byName(name);
    }
    throw ComputeErrors.launchTemplateMissing();
  }

  private Template byId(String id) {
    Template template = templates.get(id);
    if (template != null) {
      return template;
    }
    if (!id.matches("lt-[0-9a-f]{17}")) {
      throw ComputeErrors.launchTemplateIdMalformed(id);
    }
    throw ComputeErrors.launchTemplateNotFound(id);
  }

  private Template byName(String name) {
    return templates.values().stream()
        .filter(template -> template.name().equals(name))
        .findFirst()
        .orElseThrow(() -> ComputeErrors.launchTemplateNameNotFound(name));
  }

  private boolean isName(String text) {
    return templates.values().stream().anyMatch(template -> template.name().equals(text));
  }

  private CreateLaunchTemplateResponse create(CreateLaunchTemplateRequest request) {
    String name = request.launchTemplateName();
    if (!NAME.matcher(name).matches()) {
      throw ComputeErrors.launchTemplateNameMalformed();
    }
    if (isName(name)) {
      throw ComputeErrors.launchTemplateExists();
    }
    TemplateData.Checked checked = data.check(request.launchTemplateData());
    String caller = world.place().callerArn();
    Template template = new Template(world.ids().next("lt"), name, caller, world.kernel().now());
    tags.create(ResourceType.LAUNCH_TEMPLATE, template.id(), request.tagSpecifications());
    template.add(checked.data(), request.versionDescription(), caller, world.kernel().now());
    templates.put(template.id(), template);
    return CreateLaunchTemplateResponse.builder()
        .launchTemplate(shown(template))
        .warning(checked.warning())
        .build();
  }

  private DescribeLaunchTemplatesResponse describe(DescribeLaunchTemplatesRequest request) {
    List<Template> chosen = new ArrayList<>();
    request.launchTemplateIds().forEach(id -> chosen.add(byId(id)));
    request.launchTemplateNames().forEach(name -> chosen.add(byName(name)));
    boolean named = request.hasLaunchTemplateIds() || request.hasLaunchTemplateNames();
    List<LaunchTemplate> all =
        (named ? chosen : templates.values()).stream().map(this::shown).toList();
    Page<LaunchTemplate> page =
        Page.cut(
            filters.apply(all, DescribeParameters.by(request.filters())),
            request.nextToken(),
            request.maxResults(),
            Ec2Errors.INVALID_NEXT_TOKEN);
    return DescribeLaunchTemplatesResponse.builder()
        .launchTemplates(page.items())
        .nextToken(page.next())
        .build();
  }

  private ModifyLaunchTemplateResponse modify(ModifyLaunchTemplateRequest request) {
    Template template = one(request.launchTemplateId(), request.launchTemplateName());
    if (request.defaultVersion() != null) {
      template.makeDefault(request.defaultVersion());
    }
    return ModifyLaunchTemplateResponse.builder().launchTemplate(shown(template)).build();
  }

  private DeleteLaunchTemplateResponse delete(DeleteLaunchTemplateRequest request) {
    Template template = one(request.launchTemplateId(), request.launchTemplateName());
    LaunchTemplate last = shown(template);
    templates.remove(template.id());
    tags.forget(template.id());
    return DeleteLaunchTemplateResponse.builder().launchTemplate(last).build();
  }

  private LaunchTemplate shown(Template template) {
    return template.describe(tags.list(template.id()));
  }
}
