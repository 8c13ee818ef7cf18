// The parts of Element Plus that templates use, with the props they are given. Its own prop types collapse to `never`
// under exactOptionalPropertyTypes, which the rest of this code is not going to give up for it.
import type { DefineComponent } from "vue";

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

declare module "vue" {
  export interface GlobalComponents {
    ElConfigProvider: DefineComponent<{ locale: object }>;
    ElDialog: DefineComponent<{ modelValue: boolean; title?: string; width?: string; appendToBody?: boolean; showClose?: boolean; top?: string; onClose?: () => void }>;
    ElSelect: DefineComponent<{
      modelValue: string | readonly string[]; filterable?: boolean; multiple?: boolean; collapseTags?: boolean; maxCollapseTags?: number;
      filterMethod?: (typed: string) => void; placeholder?: string;
    }>;
    ElOption: DefineComponent<Choice>;
    ElOptionGroup: DefineComponent<{ label: string }>;
    ElPopover: DefineComponent<{ visible?: boolean; trigger?: string; placement?: string; width?: number; showArrow?: boolean }>;
    ElPopconfirm: DefineComponent<{ title: string; width?: string | number; onConfirm?: () => void }>;
    ElDropdown: DefineComponent<{ trigger?: string; hideOnClick?: boolean }>;
    ElDropdownMenu: DefineComponent;
    ElDropdownItem: DefineComponent<{ divided?: boolean }>;
  }
}
