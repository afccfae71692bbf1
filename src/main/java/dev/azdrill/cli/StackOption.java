package dev.azdrill.cli;

import dev.azdrill.provision.ProvisioningException;
import dev.azdrill.provision.Stack;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a stack that is to be made. */
final class StackOption implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    try {
      return Stack.requireName(text);
    } catch (ProvisioningException refused) {
      throw new TypeConversionException(String.valueOf(refused.getMessage()));
    }
  }
}
