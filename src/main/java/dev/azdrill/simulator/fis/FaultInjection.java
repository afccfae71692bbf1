package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;

/** AWS Fault Injection Service: puts its parts together and lets each enter its operations. */
public final class FaultInjection {
  /**
   * For a region that has EC2, Auto Scaling, RDS and CloudWatch of its own.
   *
   * @param metrics tells of alarms that stop experiments
   */
  public FaultInjection(World world, Metrics metrics) {
    RoleCalls calls = new RoleCalls(world);
    InstanceCalls instances = new InstanceCalls(calls);
    NetworkCalls network = new NetworkCalls(calls);
    AlarmCalls alarms = new AlarmCalls(calls, world.place());
    ExperimentIds ids = new ExperimentIds(world.seed());
    ExperimentTemplates templates =
        new ExperimentTemplates(world, ids, new TemplateRules(world.place(), alarms));
    SafetyLevers lever = new SafetyLevers(world.place());
    Experiments experiments =
        new Experiments(
            world,
            new Experiments.Collaborators(
                ids,
                templates,
                new ExperimentTargets(
                    world, new Resources(calls, instances, network, world.place())),
                new Effects(world, calls, instances, network, alarms),
                alarms,
                lever,
                metrics));
    Operations.Page page = world.operations().of(Service.FIS);
    templates.enter(page);
    experiments.enter(page);
    new ExperimentTags(templates, experiments).enter(page);
    new ActionDescriptions(world.place()).enter(page);
    lever.enter(page);
  }
}
