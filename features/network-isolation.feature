Feature: Only the door is public
  Everything that clients do not need to reach must be out of their reach: not by
  one setting that somebody may change, but by addresses, routes and rules together.
  What is claimed here is proven from the configuration as AWS describes it.

  Background:
    Given the production architecture is running

  Scenario: Nothing but the load balancer can be reached from the internet
    Then the production architecture guarantees that only the load balancer can be reached from the internet
    And the production architecture guarantees that no instance has a public address

  Scenario: Each tier admits only the one before it
    Then the production architecture guarantees that the application admits only the load balancer
    And the production architecture guarantees that the database admits only the application

  @first
  Scenario: The database is isolated
    Then the production architecture guarantees that the database is isolated from the internet
    And the production architecture guarantees that stored data is encrypted

  Scenario: The door speaks HTTPS and is guarded
    Then the production architecture guarantees that the load balancer speaks HTTPS
    And the production architecture guarantees that a web ACL protects the load balancer

  Scenario: Instances give their credentials only to those who ask properly
    Then the production architecture guarantees that instance metadata needs a session token

  Scenario: A rule that opens the application to the world is noticed
    When somebody opens the application tier to the internet
    Then the production architecture does not guarantee that the application admits only the load balancer

  Scenario: Clients are turned away when the application no longer admits the load balancer
    Given clients are using the application
    When the rule that admits the load balancer to the application is revoked
    Then clients see errors within 2 minutes
    When the fault is undone
    Then clients are served without errors again within 10 minutes
