"""Pure rules of accounts: values in, values out."""
