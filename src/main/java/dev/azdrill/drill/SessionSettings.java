package dev.azdrill.drill;

import dev.azdrill.evidence.JournalScope;
import dev.azdrill.fault.FaultLease;
import dev.azdrill.fault.Ledger;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import java.time.Duration;

/**
 * What a {@link DrillSession} needs.
 *
 * @param platform where it runs
 * @param stack what stands there, and is to be drilled
 * @param run the journal of the run
 * @param id of the drill or scenario, unique in the run
 * @param name of it, for people
 * @param objectives what the user wants
 * @param ceiling what no derived limit may exceed
 * @param ledger where undos are written down
 * @param lease how long a fault may hold, where no drill says how long it takes
 * @param guards what ends it early, or keeps a fault from being injected
 */
public record SessionSettings(
    Platform platform,
    Inventory stack,
    JournalScope run,
    String id,
    String name,
    Objectives objectives,
    Duration ceiling,
    Ledger ledger,
    FaultLease lease,
    Guards guards) {}
