// The normaliser with this version's tables; loaded by pages that search without a network, and by no other.
import tables from "../generated/name-tables.json";
import { normaliser } from "./names.js";

export const names = normaliser(tables);
