package dev.azdrill.fault;

/**
 * The application on an instance hangs: EC2 sees a healthy machine, the load balancer gets no
 * answer. Only a group that listens to its load balancer replaces it.
 *
 * @param instanceId which
 */
public record ApplicationHang(String instanceId) implements Fault {
  @Override
  public String name() {
    return "application hang";
  }

  @Override
  public String subject() {
    return instanceId;
  }

  @Override
  public Injected inject(FaultContext site) {
    return Injected.by(
        this,
        site,
        () -> site.platform().faults().hangApplication(instanceId),
        () -> TargetStates.notHealthy(site, instanceId));
  }
}
