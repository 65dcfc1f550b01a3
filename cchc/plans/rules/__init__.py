"""Pure rules of plans: values in, values out."""
