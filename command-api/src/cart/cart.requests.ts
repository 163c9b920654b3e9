import { Absent, Whole } from '@doremi/shared/http/fields';

export class AddMenuRequest {
  @Absent() @Whole({ min: 1, max: 99 }) quantity = 1;
}
