"""Records become messages and keyboards here; all the wording of the product lives in this package."""
