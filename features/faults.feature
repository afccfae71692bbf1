Feature: Each tier withstands, or reports, a fault of its own
  Other features show the loss of an instance, a zone or the primary database. These
  scenarios break the load balancer, the network, the group, the database and AWS's API in
  other ways, one scenario each, and say what clients see until the fault ends. Every
  fault that can be injected, with its sentence, is listed in docs/faults.md.

  Background:
    Given the production architecture is running
    And clients are using the application

  Scenario: Load balancer: a target that answers with errors is replaced
    When the application on an instance answers with status 503
    Then clients see errors within 1 minute
    And the load balancer stops routing to it in time
    And the group is back at its desired capacity in time
    And clients are served without errors again in time

  Scenario: Load balancer: a deregistered target is missed by nobody
    When an instance is deregistered from the load balancer
    Then the load balancer stops routing to it in time
    And no client saw an error
    When the fault is undone
    Then the steady state is restored in time

  Scenario: Load balancer: when every health check fails, requests are still routed
    The load balancer finds no target healthy and routes to all of them. Without the
    suspended process, the group would replace all its instances.

    When the Auto Scaling process ReplaceUnhealthy is suspended
    And the health check expects a status that the application never returns
    Then the group stays at no more than 2 instances for 5 minutes
    And no client saw an error
    When the fault is undone
    Then the steady state is restored in time

  Scenario: Load balancer: clients refuse an expired certificate
    When the certificate of the load balancer expires
    Then clients see errors within 1 minute
    And clients are not served without errors within 2 minutes
    When the fault is undone
    Then clients are served without errors again in time

  Scenario: Network: nobody is served without the internet gateway
    When the routes to the internet gateway are removed
    Then clients see errors within 1 minute
    And clients are not served without errors within 2 minutes
    When the fault is undone
    Then clients are served without errors again in time

  Scenario: Network: a zone that loses packets is felt until it no longer does
    When zone "eu-west-2a" loses 15 % of its packets
    Then clients see errors within 1 minute
    And clients are not served without errors within 2 minutes
    When the fault is undone
    Then clients are served without errors again in time

  Scenario: Group: the capacity is back once its launches answer again
    The replacement of the terminated instance never becomes healthy until the fault ends.

    When instances that the group launches never answer
    And an instance is terminated
    Then the load balancer stops routing to it in time
    And the group stays at no more than 2 instances for 10 minutes
    When the fault is undone
    Then the steady state is restored in time

  Scenario: Database: a revoked rule is no reason to fail over
    When the rules that admit the application to the database are revoked
    Then clients see errors within 1 minute
    And the database has not failed over
    When the fault is undone
    Then clients are served without errors again in time

  Scenario: Database: full storage loses no acknowledged write
    When the storage of the database is full
    Then clients see errors within 1 minute
    When the fault is undone
    Then clients are served without errors again in time
    And acknowledged writes are still there

  Scenario: AWS API: an instance is replaced while calls are throttled
    When calls to the Auto Scaling API are throttled with probability 30 %
    And an instance is terminated
    Then the load balancer stops routing to it in time
    And the group is back at its desired capacity in time
    And clients are served without errors again in time
