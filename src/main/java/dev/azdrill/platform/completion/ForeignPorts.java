package dev.azdrill.platform.completion;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.simulator.ForeignEc2;
import dev.azdrill.simulator.world.Certificates;
import dev.azdrill.simulator.world.World;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The ports to one foreign EC2, for the world in which the completed services live. */
final class ForeignPorts implements AutoCloseable {
  /** What the completed services change in a foreign EC2, whatever thread is at work. */
  private static final PermittedCalls CALLS =
      PermittedCalls.of(
          "the completed services",
          "ec2:AllocateAddress",
          "ec2:AssociateAddress",
          "ec2:CreateNetworkInterface",
          "ec2:CreateTags",
          "ec2:DeleteNetworkInterface",
          "ec2:DeleteTags",
          "ec2:DisassociateAddress",
          "ec2:ModifyNetworkInterfaceAttribute",
          "ec2:ReleaseAddress",
          "ec2:RunInstances",
          "ec2:StartInstances",
          "ec2:StopInstances",
          "ec2:TerminateInstances");

  private final AwsSession session;
  private final Ec2View view;
  private final ForeignCompute compute;
  private final FailedCleanups residue = new FailedCleanups();
  private final ForeignEc2 ec2;
  private final Acts acts;

  /**
   * @param foreign the way to it, for the ports alone
   * @param read reads its networks
   * @param hasCertificates whether its ACM is used; else the region issues them itself
   * @param nanos running nanoseconds, by which readings are dated
   * @param acts does what needs no answer; closed with this
   */
  ForeignPorts(
      World world,
      AwsSession foreign,
      Supplier<Inventory> read,
      boolean hasCertificates,
      LongSupplier nanos,
      Acts acts) {
    this.session = foreign.beside(CALLS);
    this.acts = acts;
    Retries retries = new Retries(world.kernel(), residue, acts);
    this.view = new Ec2View(world, read, retries, nanos);
    Calls calls = new Calls(world.kernel(), acts);
    ForeignTemplates templates = new ForeignTemplates(calls, session.ec2());
    this.compute = new ForeignCompute(world, acts, session.ec2(), view, templates, retries);
    ForeignNetwork network = new ForeignNetwork(calls, session.ec2(), view, retries);
    view.compare(new OrphanedInterfaces(world.kernel(), network::delete)::compare);
    Optional<Certificates> certificates =
        hasCertificates
            ? Optional.of(new ForeignCertificates(calls, session.acm()))
            : Optional.empty();
    this.ec2 = new ForeignEc2(compute, templates, network, view, certificates);
  }

  ForeignEc2 ec2() {
    return ec2;
  }

  Ec2View view() {
    return view;
  }

  ForeignCompute compute() {
    return compute;
  }

  /** What was given up; called under the writer's lock. */
  FailedCleanups residue() {
    return residue;
  }

  /** No call is made any more. */
  @Override
  public void close() {
    acts.close();
    session.close();
  }
}
