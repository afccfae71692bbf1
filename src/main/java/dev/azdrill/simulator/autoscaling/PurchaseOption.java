package dev.azdrill.simulator.autoscaling;

/** How an instance is paid for: as long as one likes, or as long as EC2 can spare it. */
enum PurchaseOption {
  ON_DEMAND,
  SPOT
}
