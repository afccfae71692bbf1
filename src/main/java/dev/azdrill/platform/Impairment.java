package dev.azdrill.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a platform breaks of itself, where AWS has no API for it. A value: who has it can lift it,
 * also from another process.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "impairment")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Impairment.ZonePower.class, name = "zone-power"),
  @JsonSubTypes.Type(value = Impairment.ZoneCapacity.class, name = "zone-capacity"),
  @JsonSubTypes.Type(value = Impairment.ApplicationHung.class, name = "application-hung"),
  @JsonSubTypes.Type(value = Impairment.ApplicationFailing.class, name = "application-failing"),
  @JsonSubTypes.Type(value = Impairment.ApplicationSlow.class, name = "application-slow"),
  @JsonSubTypes.Type(value = Impairment.ZoneLatency.class, name = "zone-latency"),
  @JsonSubTypes.Type(value = Impairment.ZonePacketLoss.class, name = "zone-packet-loss"),
  @JsonSubTypes.Type(value = Impairment.BootFailing.class, name = "boot-failing"),
  @JsonSubTypes.Type(value = Impairment.DatabaseStorageFull.class, name = "database-storage-full"),
  @JsonSubTypes.Type(value = Impairment.CertificateExpired.class, name = "certificate-expired"),
  @JsonSubTypes.Type(value = Impairment.ZonalShift.class, name = "zonal-shift"),
  @JsonSubTypes.Type(value = Impairment.CpuBusy.class, name = "cpu-busy"),
  @JsonSubTypes.Type(value = Impairment.ApiThrottling.class, name = "api-throttling"),
  @JsonSubTypes.Type(value = Impairment.ApiErrors.class, name = "api-errors"),
  @JsonSubTypes.Type(value = Impairment.ApiLatency.class, name = "api-latency")
})
public sealed interface Impairment {
  /** What a platform must be able to do for it. */
  @JsonIgnore
  Ability ability();

  /** Calls the method of {@code reader} that belongs to this type. */
  <R> R accept(Reader<R> reader);

  /** One method for each type. */
  interface Reader<R> {
    R zonePower(ZonePower impairment);

    R zoneCapacity(ZoneCapacity impairment);

    R applicationHung(ApplicationHung impairment);

    R applicationFailing(ApplicationFailing impairment);

    R applicationSlow(ApplicationSlow impairment);

    R zoneLatency(ZoneLatency impairment);

    R zonePacketLoss(ZonePacketLoss impairment);

    R bootFailing(BootFailing impairment);

    R databaseStorageFull(DatabaseStorageFull impairment);

    R certificateExpired(CertificateExpired impairment);

    R zonalShift(ZonalShift impairment);

    R cpuBusy(CpuBusy impairment);

    R apiThrottling(ApiThrottling impairment);

    R apiErrors(ApiErrors impairment);

    R apiLatency(ApiLatency impairment);
  }

  /**
   * A zone without power: its instances, load balancer nodes, NAT gateways and databases do
   * nothing.
   *
   * @param zone the zone's name
   * @param stopped the instances that the platform stops through EC2, where it has no other way to
   *     take their power; none where it has, and before it was {@linkplain ImpairmentPort#resolve
   *     resolved}
   */
  record ZonePower(String zone, Set<String> stopped) implements Impairment {
    public ZonePower {
      stopped = new TreeSet<>(stopped);
    }

    public ZonePower(String zone) {
      this(zone, Set.of());
    }

    @Override
    public Ability ability() {
      return Ability.ZONE_POWER;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.zonePower(this);
    }
  }

  /** A zone without EC2 capacity: launches there are refused. */
  record ZoneCapacity(String zone) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.ZONE_CAPACITY;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.zoneCapacity(this);
    }
  }

  /** The application on an instance accepts connections and never answers. */
  record ApplicationHung(String instanceId) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.APPLICATION_HEALTH;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.applicationHung(this);
    }
  }

  /** The application on an instance answers every request with this HTTP status. */
  record ApplicationFailing(String instanceId, int status) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.APPLICATION_HEALTH;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.applicationFailing(this);
    }
  }

  /** The application on an instance takes so many milliseconds longer for every answer. */
  record ApplicationSlow(String instanceId, int milliseconds) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.APPLICATION_HEALTH;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.applicationSlow(this);
    }
  }

  /** Every connection into, out of or within a zone takes so many milliseconds longer. */
  record ZoneLatency(String zone, int milliseconds) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.ZONE_NETWORK;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.zoneLatency(this);
    }
  }

  /** A zone loses so many of a hundred packets that pass it. */
  record ZonePacketLoss(String zone, int percent) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.ZONE_NETWORK;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.zonePacketLoss(this);
    }
  }

  /** Instances of a group that start from now on never answer; they do when it is lifted. */
  record BootFailing(String autoScalingGroupName) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.APPLICATION_HEALTH;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.bootFailing(this);
    }
  }

  /** The storage of a DB instance is used up: it refuses writes. */
  record DatabaseStorageFull(String dbInstanceIdentifier) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.DATABASE_STORAGE;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.databaseStorageFull(this);
    }
  }

  /** A load balancer's certificate has expired: clients refuse it. */
  record CertificateExpired(String certificateArn) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.CERTIFICATES;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.certificateExpired(this);
    }
  }

  /** The load balancers are shifted away from a zone. */
  record ZonalShift(String zone) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.ZONAL_SHIFT;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.zonalShift(this);
    }
  }

  /** Something else on an instance uses so many percent of its CPU. */
  record CpuBusy(String instanceId, int percent) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.CPU_LOAD;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.cpuBusy(this);
    }
  }

  /** The API throttles so many of a hundred calls. */
  record ApiThrottling(AffectedCalls calls, int percent) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.API_IMPAIRMENT;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.apiThrottling(this);
    }
  }

  /** The API fails so many of a hundred calls, and does nothing for them. */
  record ApiErrors(AffectedCalls calls, int percent) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.API_IMPAIRMENT;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.apiErrors(this);
    }
  }

  /** The API takes so many milliseconds longer for so many of a hundred calls. */
  record ApiLatency(AffectedCalls calls, int percent, int milliseconds) implements Impairment {
    @Override
    public Ability ability() {
      return Ability.API_IMPAIRMENT;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.apiLatency(this);
    }
  }
}
