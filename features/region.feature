Feature: The region has zones to spread over

  Scenario: There are enough Availability Zones
    Then the region has 3 available zones
